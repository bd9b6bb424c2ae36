import { type Clock } from '../clock.js';
import { CANCEL_PATH, ORDERS_PATH, type Step } from '../orders/script.js';
import { type Kind } from '../orders/kind.js';
import { type Ledger } from '../settlement/ledger.js';
import { type PatientClient } from './patient-client.js';
import { problemOf, problemText } from './problem.js';

export interface Servers {
  /** Takes orders and cancellations: the gateway, or order-api itself. */
  readonly orders: PatientClient;
  /** The gateway, for all else. */
  readonly gateway: PatientClient;
}

/** Sends steps and enters their answers in the ledger. */
export class Dispatcher {
  deliveries = 0;
  /** Deliveries that came to nothing, and why. */
  readonly lostDeliveries: string[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly servers: Servers,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Returns at once. `dueAt` on the clock: latencies count from there. */
  begin(step: Step, dueAt: number): void {
    const sending = this.send(step, dueAt).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  /** Resolves when each request that was begun has its answer, or will have none. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private send(step: Step, dueAt: number): Promise<void> {
    if (step.kind === 'delivery') return this.deliver(step);
    if (step.path === ORDERS_PATH) return this.place(step, step.kind, dueAt);
    if (step.path === CANCEL_PATH) return this.cancel(step);
    return Promise.resolve();
  }

  private async place(step: Step, kind: Kind, dueAt: number): Promise<void> {
    const order = this.ledger.submitted(step.headers['idempotency-key']!, kind, dueAt);
    try {
      this.ledger.answered(order, await this.servers.orders.send(requestOf(step)), this.clock.now());
    } catch (error) {
      this.ledger.failed(order, error);
    }
  }

  /** Waits for the order's acceptance: only then it has an id to be cancelled by. */
  private async cancel(step: Step): Promise<void> {
    const order = this.ledger.find(step.order!);
    if (!order) return;
    order.cancelSent = true;
    const id = await order.placed;
    if (id === undefined) return;
    try {
      const path = step.path.replace('{id}', id);
      this.ledger.cancelled(order, await this.servers.orders.send({ ...requestOf(step), path }));
    } catch (error) {
      this.ledger.failed(order, error);
      this.ledger.noCancelDue(order);
    }
  }

  private async deliver(step: Step): Promise<void> {
    this.deliveries += 1;
    try {
      const { answer } = await this.servers.gateway.send(requestOf(step));
      if (answer.status !== 201) this.lostDeliveries.push(`${step.path}: ${problemText(problemOf(answer))}`);
    } catch (error) {
      this.lostDeliveries.push(`${step.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

const requestOf = ({ method, path, headers, body }: Step) => ({ method, path, headers: { ...headers }, body });
