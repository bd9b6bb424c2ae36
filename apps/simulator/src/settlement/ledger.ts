import { type PatientAnswer } from '../load/patient-client.js';
import { problemOf } from '../load/problem.js';
import { type Kind } from '../orders/kind.js';
import { type OrderView, TrackedOrder } from './tracked-order.js';

/** The orders of this run: what was sent, what was answered, what became of it. */
export class Ledger {
  /** Accepted, and how many of these have come to an end. */
  accepted = 0;
  ended = 0;
  private readonly byKey = new Map<string, TrackedOrder>();
  /** By id: accepted and not ended. */
  private readonly open = new Map<string, TrackedOrder>();

  get orders(): readonly TrackedOrder[] {
    return [...this.byKey.values()];
  }

  get sent(): number {
    return this.byKey.size;
  }

  get openCount(): number {
    return this.open.size;
  }

  find(key: string): TrackedOrder | undefined {
    return this.byKey.get(key);
  }

  /** An order is sent, or sent again; `dueAt` on the run's clock. */
  submitted(key: string, kind: Kind, dueAt: number): TrackedOrder {
    const order = this.byKey.get(key) ?? new TrackedOrder(key, kind, dueAt);
    this.byKey.set(key, order);
    order.submissions += 1;
    return order;
  }

  /** `POST /orders` was answered at `now`. */
  answered(order: TrackedOrder, { answer, attempts }: PatientAnswer, now: number): void {
    if (answer.status === 201) this.accept(order, answer.body as OrderView, now);
    else order.refusal = problemOf(answer);
    const replayed = answer.headers['idempotency-replayed'] === 'true';
    if (replayed) order.replays += 1;
    // A request that was repeated may find its own first attempt.
    if (answer.status === 201 && (!replayed || attempts > 1)) order.placedHere = true;
    order.answered();
  }

  /** There is no answer to a request of this order. */
  failed(order: TrackedOrder, error: unknown): void {
    order.failure = error instanceof Error ? error.message || error.name : String(error);
    order.answered();
  }

  /** The cancellation was answered; `view` when it was done. */
  cancelled(order: TrackedOrder, { answer }: PatientAnswer): void {
    if (answer.status === 200) order.view = answer.body as OrderView;
    else order.refusal = problemOf(answer);
    this.noCancelDue(order);
  }

  /** No answer to a cancellation is to come any more. */
  noCancelDue(order: TrackedOrder): void {
    order.awaitsCancel = false;
    this.closeIfEnded(order);
  }

  /** Nothing more is sent: an order that waits for its cancellation is one like any other. */
  sendingHasEnded(): void {
    for (const order of this.byKey.values()) {
      if (!order.awaitsCancel || order.cancelSent) continue;
      order.cancelGivenUp = true;
      this.noCancelDue(order);
    }
  }

  /** The order was seen in the list. Those of others are passed over. */
  seen(view: OrderView): void {
    const order = this.open.get(view.id);
    if (!order) return;
    order.view = view;
    this.closeIfEnded(order);
  }

  /** The creation of the oldest order that is open, as the server gave it. */
  oldestOpen(): string | undefined {
    let oldest: string | undefined;
    for (const { view } of this.open.values()) {
      if (oldest === undefined || view!.createdAt < oldest) oldest = view!.createdAt;
    }
    return oldest;
  }

  private accept(order: TrackedOrder, view: OrderView, now: number): void {
    if (order.view) {
      if (order.view.id !== view.id) order.failure = `one key gave two orders, ${order.view.id} and ${view.id}`;
      return;
    }
    order.view = view;
    order.acceptedMs = now - order.dueAt;
    this.accepted += 1;
    this.open.set(view.id, order);
    this.closeIfEnded(order);
  }

  private closeIfEnded(order: TrackedOrder): void {
    if (order.ended && this.open.delete(order.view!.id)) this.ended += 1;
  }
}
