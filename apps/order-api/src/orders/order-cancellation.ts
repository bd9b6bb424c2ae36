import { Injectable } from '@nestjs/common';
import { OutboxBound, UnitOfWorkRunner, type Cause } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { decideCancel, type CancelDecision } from './domain/index.js';
import { OrderMetrics } from './order-metrics.js';
import { OrderRepository } from './order.repository.js';
import type { StoredOrder } from './order.table.js';
import { SettlementWatch } from './settlement-watch.js';

export interface Cancellation {
  readonly kind: CancelDecision['kind'];
  /** As it is now. */
  readonly order: StoredOrder;
}

@Injectable()
export class OrderCancellation {
  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly orders: OrderRepository,
    private readonly watch: SettlementWatch,
    private readonly outbox: OutboxBound,
    private readonly metrics: OrderMetrics,
  ) {}

  /** Undefined when there is no such order, or it is not the `owner`'s, where one is given. Rejects with `OutboxFull`. */
  async cancel(id: string, cause: Cause, owner?: string): Promise<Cancellation | undefined> {
    this.outbox.refuseWhenFull();
    const cancellation = await this.units.run<Tables, Cancellation | undefined>(
      async ({ tx, publish, afterCommit }) => {
        const now = new Date();
        const [order] = (await this.orders.lock(tx, [id])).values();
        if (!order || (owner !== undefined && order.customerId !== owner)) return undefined;
        const { kind, order: decided, events } = decideCancel(order, now);
        if (kind === 'cancelled') await this.orders.update(tx, [decided]);
        publish(events);
        afterCommit(() => this.metrics.settled(events, now));
        return { kind, order: { ...order, ...decided } };
      },
      cause,
    );
    if (cancellation) this.watch.settledHere([cancellation.order.id]);
    return cancellation;
  }
}
