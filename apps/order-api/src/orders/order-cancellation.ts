import { Injectable } from '@nestjs/common';
import { OutboxBound, UnitOfWorkRunner } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { decideCancel, type CancelDecision } from './domain/index.js';
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
  ) {}

  /** Undefined when there is no such order. Rejects with `OutboxFull`. */
  async cancel(id: string): Promise<Cancellation | undefined> {
    this.outbox.refuseWhenFull();
    const cancellation = await this.units.run<Tables, Cancellation | undefined>(async ({ tx, publish }) => {
      const [order] = (await this.orders.lock(tx, [id])).values();
      if (!order) return undefined;
      const { kind, order: decided, events } = decideCancel(order, new Date());
      if (kind === 'cancelled') await this.orders.update(tx, [decided]);
      publish(events);
      return { kind, order: { ...order, ...decided } };
    });
    if (cancellation) this.watch.settledHere([cancellation.order.id]);
    return cancellation;
  }
}
