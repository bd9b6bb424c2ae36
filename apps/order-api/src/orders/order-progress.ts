import { Injectable } from '@nestjs/common';
import type { HandlerContext } from '@orderflow/messaging';
import { ImpossibleEvents } from '@orderflow/service';
import type { Tables } from '../database/tables.js';
import { decideBatch, isSettled, type OrderNews } from './domain/index.js';
import { OrderMetrics } from './order-metrics.js';
import { OrderRepository } from './order.repository.js';
import { SettlementWatch } from './settlement-watch.js';

/**
 * Applies what other services say about orders: three statements, whatever the size of the batch. News of an unknown order
 * is impossible: an order exists before anyone can speak of it, unless this database was restored to an earlier time.
 */
@Injectable()
export class OrderProgress {
  constructor(
    private readonly orders: OrderRepository,
    private readonly watch: SettlementWatch,
    private readonly metrics: OrderMetrics,
    private readonly impossibleEvents: ImpossibleEvents,
  ) {}

  async apply(context: HandlerContext<Tables>, news: readonly OrderNews[]): Promise<void> {
    const { tx, publish, afterCommit } = context;
    const now = new Date();
    const ids = news.map(({ orderId }) => orderId);
    const orders = await this.orders.lock(tx, ids);
    const { orders: changed, events, impossible } = decideBatch(orders, news, now);
    await this.orders.update(tx, changed);
    publish(events);
    afterCommit(() => {
      this.metrics.settled(events, now);
      this.watch.settledHere(changed.filter(isSettled).map(({ id }) => id));
    });
    this.impossibleEvents.report(impossible, context);
  }
}
