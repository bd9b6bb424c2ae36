import { ActionableError } from '../actionable-error.js';
import { type Clock } from '../clock.js';
import { type Payments } from './payments.js';

export interface Stage {
  readonly payments: Payments;
  readonly clock: Clock;
  /** Tells a line of the story. */
  readonly tell: (line: string) => void;
  /** What the orders of this run have earned so far, as text. */
  readonly revenue: () => string;
}

/** When the provider breaks after the start, and for how long. */
export interface Timing {
  readonly breakAfterMs: number;
  readonly brokenForMs: number;
}

const BREAK_AFTER_MS = 5_000;
const BROKEN_FOR_MS = 10_000;
const TELL_EVERY_MS = 2_000;
const REDRIVE_EVERY_MS = 1_000;
/** An event that was under way when the provider was mended may die a moment later. */
const QUIET_LOOKS = 2;
/** Somebody may have broken it again: what dies over and over is left to an operator. */
const MOST_REDRIVES = 30;

/** 5 s after the start, for 10 s; of a run that is too short for that a quarter, and a half. */
export const timingFor = (runMs: number): Timing => ({
  breakAfterMs: Math.min(BREAK_AFTER_MS, runMs / 4),
  brokenForMs: Math.min(BROKEN_FOR_MS, runMs / 2),
});

/** The provider's key is revoked while orders come in; it is mended, and what died meanwhile is redriven. */
export class BreakPayments {
  private readonly startedAt: number;

  constructor(private readonly stage: Stage) {
    this.startedAt = stage.clock.now();
  }

  /** @throws ActionableError when the provider cannot be broken, or somebody has broken it already. */
  static async prepare(payments: Payments): Promise<void> {
    const { name, broken } = await payments.provider();
    if (name !== 'built-in') {
      throw new ActionableError(
        `The payment provider is ${name}: only the built-in one can be broken`,
        'Run transaction without PAYMENT_PROVIDER_URL',
      );
    }
    if (broken) {
      throw new ActionableError(
        'The payment provider is broken already',
        `Mend it first: POST /payments/provider with {"broken":false}`,
      );
    }
  }

  /** Resolves when the dead letters are redriven. However it ends, the provider is mended before. */
  async run({ breakAfterMs, brokenForMs }: Timing, signal: AbortSignal): Promise<void> {
    const { payments, clock, revenue } = this.stage;
    await clock.sleep(breakAfterMs, signal);
    if (signal.aborted) return;
    try {
      await payments.setBroken(true);
      this.tell(`The payment provider is broken: its key is revoked. Revenue ${revenue()}`);
      await this.watch(clock.now() + brokenForMs, signal);
    } finally {
      await payments.setBroken(false);
    }
    const dead = await payments.deadLetters();
    this.tell(`The payment provider is mended. Dead letters ${dead}, revenue ${revenue()}`);
    await this.redriveAll();
  }

  /** The last line, when all orders have come to their end. */
  async close(): Promise<void> {
    const dead = await this.stage.payments.deadLetters();
    this.tell(`Dead letters ${dead}, revenue ${this.stage.revenue()}`);
  }

  private async watch(until: number, signal: AbortSignal): Promise<void> {
    const { payments, clock, revenue } = this.stage;
    while (!signal.aborted && clock.now() < until) {
      await clock.sleep(Math.min(TELL_EVERY_MS, until - clock.now()), signal);
      if (clock.now() < until) {
        this.tell(`Broken. Dead letters ${await payments.deadLetters()}, revenue ${revenue()}`);
      }
    }
  }

  private async redriveAll(): Promise<void> {
    const { payments, clock } = this.stage;
    for (let quiet = 0, looks = 0; quiet < QUIET_LOOKS && looks < MOST_REDRIVES; looks += 1) {
      const { redriven } = await payments.redrive();
      if (redriven > 0) this.tell(`Redriven: ${redriven} dead letters`);
      quiet = redriven > 0 ? 0 : quiet + 1;
      await clock.sleep(REDRIVE_EVERY_MS);
    }
  }

  private tell(what: string): void {
    const seconds = (this.stage.clock.now() - this.startedAt) / 1_000;
    this.stage.tell(`${seconds.toFixed(1).padStart(6)} s  ${what}`);
  }
}
