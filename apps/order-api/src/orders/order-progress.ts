import { Injectable, Logger } from '@nestjs/common';
import type { UnitOfWork } from '@orderflow/messaging';
import type { Tables } from '../database/tables.js';
import { decideBatch, isSettled, type OrderNews } from './domain/index.js';
import { OrderRepository } from './order.repository.js';
import { SettlementWatch } from './settlement-watch.js';

/** Applies what other services say about orders: three statements, whatever the size of the batch. */
@Injectable()
export class OrderProgress {
  private readonly logger = new Logger(OrderProgress.name);

  constructor(
    private readonly orders: OrderRepository,
    private readonly watch: SettlementWatch,
  ) {}

  async apply({ tx, publish, afterCommit }: UnitOfWork<Tables>, news: readonly OrderNews[]): Promise<void> {
    const ids = news.map(({ orderId }) => orderId);
    const orders = await this.orders.lock(tx, ids);
    const { orders: changed, events, impossible } = decideBatch(orders, news, new Date());
    await this.orders.update(tx, changed);
    publish(events);
    afterCommit(() => this.watch.settledHere(changed.filter(isSettled).map(({ id }) => id)));
    this.report(impossible);
  }

  /**
   * An order exists before anyone can speak of it, unless this database was restored to an earlier time. Then nothing
   * here could make use of the news, and as dead letters they would in the end stop the new orders' partitions.
   */
  private report(impossible: readonly OrderNews[]): void {
    for (const news of impossible) {
      this.logger.error(`${news.constructor.name} cannot be and is ignored: order ${news.orderId}`);
    }
  }
}
