import { setTimeout as delay } from 'node:timers/promises';
import { type Evidence } from '../evidence.js';
import { type PlannedOrder } from './orders.js';
import { type Answer, untilAnswered } from './until-answered.js';

export type AcceptedOrder = Evidence['accepted'][number];

/** Where the driver's requests go; asked for each one, since processes come and go. */
export interface Targets {
  /** The live replicas of order-api. */
  orders(): readonly string[];
  gateway(): string;
  inventory(): string;
}

/** Requests under way at most; further orders wait. */
const CONNECTIONS = 64;
const TICK_MS = 10;
/** After a pause, such as an outage, orders do not come all at once. */
const LONGEST_BURST_S = 0.5;
/** Since the last order. */
const ANSWERED_WITHIN_MS = 60_000;

/** Posts orders at a pace, each until it has a definite answer, and remembers what was promised. */
export class Driver {
  readonly accepted: AcceptedOrder[] = [];
  /** Requests that were answered by anything but what they may be answered by. */
  readonly refused: string[] = [];
  readonly unanswered: string[] = [];
  posted = 0;
  private readonly underWay = new Set<Promise<void>>();
  private readonly late = new AbortController();
  /** Ends the repeating: what has no answer by then is unanswered. */
  private readonly givingUp: AbortSignal;

  /** @param signal ends the run early. */
  constructor(
    private readonly targets: Targets,
    private readonly signal: AbortSignal,
  ) {
    this.givingUp = AbortSignal.any([signal, this.late.signal]);
  }

  /** Posts `count` orders at `pace()` a second, and returns when each is answered, or it is too late for that. */
  async run(orders: Iterator<PlannedOrder, never>, count: number, pace: () => number): Promise<void> {
    await this.postAll(orders, count, pace);
    const patience = setTimeout(() => this.late.abort(), ANSWERED_WITHIN_MS);
    await Promise.all(this.underWay);
    clearTimeout(patience);
  }

  private async postAll(orders: Iterator<PlannedOrder, never>, count: number, pace: () => number): Promise<void> {
    let due = 0;
    let last = performance.now();
    while (this.posted < count && !this.signal.aborted) {
      const now = performance.now();
      due = Math.min(due + (pace() * (now - last)) / 1_000, Math.max(1, pace() * LONGEST_BURST_S));
      last = now;
      for (; due >= 1 && this.posted < count; due -= 1) {
        while (this.underWay.size >= CONNECTIONS) await Promise.race(this.underWay);
        this.begin(orders.next().value);
      }
      await delay(TICK_MS);
    }
  }

  private begin(order: PlannedOrder): void {
    this.posted += 1;
    const handling = this.handle(order, this.posted).finally(() => this.underWay.delete(handling));
    this.underWay.add(handling);
  }

  private async handle(order: PlannedOrder, nth: number): Promise<void> {
    await Promise.all([this.place(order, nth), order.restock && this.restock(order.idempotencyKey, order.restock)]);
  }

  private async place({ idempotencyKey, body, cancelAfterMs }: PlannedOrder, nth: number): Promise<void> {
    const { customerId } = body;
    let attempts = 0;
    const answer = await this.post(`order ${idempotencyKey}`, [201], idempotencyKey, body, () => {
      const replicas = this.targets.orders();
      attempts += 1;
      return `${replicas[(nth + attempts) % replicas.length]}/orders`;
    });
    if (answer?.status !== 201) return;
    const { id: orderId } = answer.body as { id: string };
    const cancelled = cancelAfterMs !== undefined && (await this.cancel(orderId, cancelAfterMs));
    this.accepted.push({ orderId, customerId, cancelled });
  }

  /** Through the gateway, so that it has its part in the faults. A rejected order is not cancellable: 409. */
  private async cancel(orderId: string, afterMs: number): Promise<boolean> {
    await delay(afterMs);
    const path = () => `${this.targets.gateway()}/orders/${orderId}/cancel`;
    const answer = await this.post(`cancellation of ${orderId}`, [200, 409], undefined, {}, path);
    return answer?.status === 200;
  }

  private async restock(key: string, { itemId, quantity }: { itemId: string; quantity: number }): Promise<void> {
    const url = () => `${this.targets.inventory()}/inventory/${itemId}/restock`;
    await this.post(`restock ${key}`, [201], `restock-${key}`, { quantity }, url);
  }

  private async post(
    what: string,
    expected: readonly number[],
    idempotencyKey: string | undefined,
    body: object,
    url: () => string,
  ): Promise<Answer | undefined> {
    const headers = {
      'Content-Type': 'application/json',
      ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
    };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await untilAnswered((signal) => fetch(url(), { ...request, signal }), this.givingUp);
    if (!answer) this.unanswered.push(what);
    else if (!expected.includes(answer.status)) {
      this.refused.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }
}
