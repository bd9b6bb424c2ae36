import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Channel } from '../notifications/domain/index.js';
import { DeliveryState } from '../notifications/notification.table.js';
import { retryDelayMs, type DeliveryPolicy } from './delivery-policy.js';
import type { DeliveryMetrics } from './delivery-metrics.js';
import type { DeliveryRepository, Outcome } from './delivery.repository.js';
import { Undeliverable, type Message, type Provider } from './provider.js';

const MAX_ERROR = 500;

/**
 * Delivers the messages of one channel, each at least once. No transaction is open meanwhile: a claim has a lease. Any
 * number of processes may do so at a time; a channel whose provider is down holds up no other.
 */
export class DeliveryWorker {
  private readonly logger = new Logger(DeliveryWorker.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly channel: Channel,
    private readonly provider: Provider,
    private readonly deliveries: DeliveryRepository,
    private readonly policy: DeliveryPolicy,
    private readonly metrics: DeliveryMetrics,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the batch under way is settled. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pauseMs = await this.deliverDue();
      if (pauseMs > 0) await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Answers how long to pause. */
  private async deliverDue(): Promise<number> {
    const { leaseMs, pollMs, restMs } = this.policy;
    try {
      const due = await this.deliveries.claim(this.channel, this.provider.batch, leaseMs);
      if (due.length === 0) return pollMs;
      const outcomes = await Promise.all(due.map((message) => this.attempt(message)));
      await this.deliveries.settle(outcomes);
      this.metrics.settled(this.channel, outcomes);
      return outcomes.every(({ state }) => state === DeliveryState.Pending) ? restMs : 0;
    } catch (error) {
      this.logger.warn(`${this.channel} messages wait: ${messageOf(error)}`);
      return restMs;
    }
  }

  private async attempt(message: Message): Promise<Outcome> {
    const { id, order_id: orderId, attempts } = message;
    try {
      return { id, state: await this.provider.deliver(message), delayMs: 0, error: null };
    } catch (failure) {
      const error = messageOf(failure);
      const state = failure instanceof Undeliverable ? DeliveryState.Failed : DeliveryState.Pending;
      const msg = `${this.channel} message ${id} is ${state} after attempt ${attempts}: ${codeOf(failure)}`;
      this.logger.warn({ orderId, msg });
      return { id, state, delayMs: retryDelayMs(attempts, this.policy), error };
    }
  }
}

/** For the log, in place of the error's text: what a mail server says may name the recipient. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { name, code, responseCode } = (error.cause ?? error) as {
    name?: string;
    code?: string;
    responseCode?: number;
  };
  return [code ?? name, responseCode].filter(Boolean).join(' ');
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll('\0', '\uFFFD').slice(0, MAX_ERROR); // text holds no U+0000
}
