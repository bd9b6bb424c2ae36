import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { type OrderCreated, type OrderProcessed, type OrderRefused } from './events.js';
import { INVENTORY_EVENTS, ORDER_EVENTS, TRANSACTION_EVENTS } from './topics.js';
import { UnitOfWork, type Transaction } from './unit-of-work.js';

type News = OrderCreated | OrderProcessed | OrderRefused;

/** What the other services say about an order. */
@Controller()
export class OrderEventsController {
  constructor(private readonly unit: UnitOfWork) {}

  @EventPattern<string>(INVENTORY_EVENTS)
  followInventory(@Payload() event: News, @Ctx() context: KafkaContext): Promise<void> {
    return this.unit.handle(context, event, ({ type, tx }) => this.apply(tx, type, event));
  }

  @EventPattern<string>(TRANSACTION_EVENTS)
  followTransaction(@Payload() event: News, @Ctx() context: KafkaContext): Promise<void> {
    return this.unit.handle(context, event, ({ type, tx }) => this.apply(tx, type, event));
  }

  private async apply(tx: Transaction, type: string, event: News): Promise<void> {
    if (type === 'INVENTORY_RESERVED') await this.reserve(tx, event);
    if (type === 'ORDER_PROCESSED') await this.confirm(tx, event as OrderProcessed);
    if (type === 'INVENTORY_INSUFFICIENT' || type === 'ORDER_DECLINED') await this.reject(tx, event as OrderRefused);
  }

  private async reserve(tx: Transaction, { orderId }: News): Promise<void> {
    const reserved = `UPDATE orders SET status = 'RESERVED', status_since = now() WHERE id = $1 AND status = 'PENDING'`;
    await tx.query(reserved, [orderId]);
  }

  private async confirm(tx: Transaction, event: OrderProcessed): Promise<void> {
    const { orderId, customerId, items, transactionId, total, currency } = event;
    const { rowCount } = await tx.query(
      `UPDATE orders SET status = 'CONFIRMED', status_since = now(), transaction_id = $2, total = $3, currency = $4
       WHERE id = $1 AND status IN ('PENDING', 'RESERVED')`,
      [orderId, transactionId, total, currency],
    );
    const confirmed = { orderId, customerId, items, total, currency };
    if (rowCount === 1) await tx.publish(ORDER_EVENTS, 'ORDER_CONFIRMED', confirmed);
  }

  private async reject(tx: Transaction, { orderId, customerId, reason }: OrderRefused): Promise<void> {
    const { rowCount } = await tx.query(
      `UPDATE orders SET status = 'REJECTED', status_since = now(), rejection_reason = $2, rejection_detail = $2
       WHERE id = $1 AND status IN ('PENDING', 'RESERVED')`,
      [orderId, reason],
    );
    if (rowCount === 1) await tx.publish(ORDER_EVENTS, 'ORDER_REJECTED', { orderId, customerId, reason });
  }
}
