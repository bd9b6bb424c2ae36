import { type Clock } from './clock.js';
import { Dispatcher } from './load/dispatcher.js';
import { HttpClient } from './load/http-client.js';
import { openLoop } from './load/open-loop.js';
import { PatientClient } from './load/patient-client.js';
import { findGateway } from './load/shop.js';
import { type Options } from './options.js';
import { Recorder } from './recording/recorder.js';
import { outcomeOf, revenueOf } from './report/outcome.js';
import { type Screen } from './report/screen.js';
import { moneyText, summaryLines } from './report/summary.js';
import { BreakPayments, timingFor } from './scenarios/break-payments.js';
import { Payments } from './scenarios/payments.js';
import { Follower } from './settlement/follow.js';
import { Ledger } from './settlement/ledger.js';
import { untilSettled } from './settlement/until-settled.js';
import { openSource, type Source } from './source.js';

export interface Surroundings {
  readonly screen: Screen;
  readonly clock: Clock;
  /** Ends the run in order. */
  readonly interrupted: AbortSignal;
  /** Told from other runs by it; ends each Idempotency-Key. */
  readonly run: string;
}

const GRACE_MS = 5_000;
const WITHOUT_PROGRESS_MS = 30_000;
const SHOW_EVERY_MS = 200;

/** Sends, follows and tells. True when everything came to the end that its kind asks for. @throws ActionableError */
export async function simulate(options: Options, around: Surroundings): Promise<boolean> {
  const gateway = await findGateway(options);
  const orders = gateway.base.href === options.url.href ? gateway : new HttpClient(options.url, options.token);
  try {
    const source = await openSource(options, gateway, around.run);
    const payments = options.scenario && paymentsAt(gateway, around);
    if (payments) await BreakPayments.prepare(payments);
    const recorder = options.record === undefined ? undefined : await Recorder.to(options.record);
    around.screen.line(`${source.title}, to ${options.url.origin}`);
    const simulation = new Simulation(source, { gateway, orders }, recorder, around);
    const fulfilled = await simulation.run(payments);
    await recorder?.close();
    return fulfilled;
  } finally {
    gateway.close();
    orders.close();
  }
}

class Simulation {
  private readonly ledger = new Ledger();
  private readonly dispatcher: Dispatcher;
  private readonly orders: PatientClient;
  private trouble?: Error;

  constructor(
    private readonly source: Source,
    private readonly servers: { readonly gateway: HttpClient; readonly orders: HttpClient },
    private readonly recorder: Recorder | undefined,
    private readonly around: Surroundings,
  ) {
    const { clock, interrupted: signal, screen } = around;
    const patience = { clock, signal, onLimit: tellLimit(screen) };
    this.orders = new PatientClient(servers.orders, patience);
    const gateway = servers.gateway === servers.orders ? this.orders : new PatientClient(servers.gateway, patience);
    this.dispatcher = new Dispatcher({ orders: this.orders, gateway }, this.ledger, clock);
  }

  async run(payments: Payments | undefined): Promise<boolean> {
    const { clock, interrupted, screen } = this.around;
    const follower = new Follower(this.orders, this.ledger, clock);
    const followed = new AbortController();
    const following = follower.run(followed.signal);
    const showing = setInterval(() => this.show(), SHOW_EVERY_MS);

    const story = payments && this.story(payments);
    const telling = story
      ?.run(timingFor(this.source.durationMs), interrupted)
      .catch((error: Error) => (this.trouble = error));
    const began = clock.now();
    await this.sendAll();
    const seconds = (clock.now() - began) / 1_000;
    await telling;
    await Promise.race([this.dispatcher.idle(), this.graceIsOver()]);
    await untilSettled(this.ledger, {
      clock,
      interrupted,
      withoutProgressMs: WITHOUT_PROGRESS_MS,
      held: () => this.orders.held,
      graceMs: GRACE_MS,
    });
    await story?.close().catch((error: Error) => (this.trouble = error));

    followed.abort();
    clearInterval(showing);
    await Promise.race([following, this.graceIsOver()]);
    screen.endProgress();
    if (follower.trouble !== undefined && this.ledger.openCount > 0) {
      screen.line(`The orders could not be followed: ${follower.trouble}`);
    }
    return this.conclude(seconds);
  }

  private async sendAll(): Promise<void> {
    const { clock, interrupted: signal } = this.around;
    const begin: Parameters<typeof openLoop>[1] = (step, dueAt) => {
      this.dispatcher.begin(step, dueAt);
      this.recorder?.write(step);
    };
    await openLoop(this.source.steps, begin, { clock, speed: this.source.speed, signal });
    this.ledger.sendingHasEnded();
  }

  private story(payments: Payments): BreakPayments {
    const { screen, clock } = this.around;
    return new BreakPayments({
      payments,
      clock,
      tell: (line) => screen.line(line),
      revenue: () => moneyText(revenueOf(this.ledger.orders)),
    });
  }

  private conclude(seconds: number): boolean {
    const { screen, interrupted } = this.around;
    const outcome = outcomeOf(this.ledger.orders);
    const { deliveries, lostDeliveries } = this.dispatcher;
    const { limited } = this.orders;
    const wayOut = wayOutOf(this.servers.orders.base);
    const run = { outcome, seconds, deliveries, lostDeliveries, limited, wayOut, interrupted: interrupted.aborted };
    for (const line of summaryLines(run)) screen.line(line);
    if (this.trouble) screen.fail(this.trouble);
    return outcome.shortfalls.length === 0 && lostDeliveries.length === 0 && this.trouble === undefined;
  }

  private show(): void {
    const { sent, accepted, ended } = this.ledger;
    const text = `${sent} of ${this.source.orders} sent, ${accepted} accepted, ${ended} settled`;
    this.around.screen.progress(text, sent / this.source.orders);
  }

  /** Resolves a while after an interruption; never without one. */
  private graceIsOver(): Promise<void> {
    const { interrupted } = this.around;
    return new Promise((resolve) => {
      const wait = () => void setTimeout(resolve, GRACE_MS).unref();
      if (interrupted.aborted) wait();
      else interrupted.addEventListener('abort', wait, { once: true });
    });
  }
}

const tellLimit = (screen: Screen) => (seconds: number, detail: string) =>
  screen.line(`Nothing is taken from us for ${seconds} s (429: ${detail}); the run waits`);

/** An interruption does not end their patience: what was broken has to be mended. */
function paymentsAt(gateway: HttpClient, { clock, screen }: Surroundings): Payments {
  const signal = new AbortController().signal;
  return new Payments(new PatientClient(gateway, { clock, signal, onLimit: tellLimit(screen) }));
}

/** order-api listens one port above its gateway. */
function wayOutOf(url: URL): string {
  const direct = new URL(url);
  direct.port = String(Number(url.port || 80) + 1);
  return `For more a second send to order-api itself (--url ${direct.origin}), or give the gateway another RATE_LIMIT_PER_MINUTE`;
}
