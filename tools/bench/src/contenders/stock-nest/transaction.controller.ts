import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { v7 as uuid } from 'uuid';
import { type OrderCreated } from './events.js';
import { INVENTORY_EVENTS, TRANSACTION_EVENTS } from './topics.js';
import { UnitOfWork, type Transaction } from './unit-of-work.js';

@Controller()
export class TransactionController {
  constructor(private readonly unit: UnitOfWork) {}

  @EventPattern<string>(INVENTORY_EVENTS)
  follow(@Payload() order: OrderCreated, @Ctx() context: KafkaContext): Promise<void> {
    return this.unit.handle(context, order, async ({ type, tx }) => {
      if (type === 'INVENTORY_RESERVED') await this.charge(tx, order);
    });
  }

  private async charge(tx: Transaction, { orderId, customerId, items, quotedTotal }: OrderCreated): Promise<void> {
    const { rows } = await tx.query<{ item_id: string; unit_price: string }>(
      'SELECT item_id, unit_price FROM price WHERE item_id = ANY ($1)',
      [items.map(({ itemId }) => itemId)],
    );
    const prices = new Map(rows.map(({ item_id, unit_price }) => [item_id, Number(unit_price)]));
    const lines = items.map((line) => ({ ...line, unitPrice: prices.get(line.itemId) ?? 0 }));
    const total = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
    const declined = quotedTotal !== undefined && quotedTotal !== total;
    const transactionId = uuid();
    await tx.query(
      `INSERT INTO transaction (order_id, id, customer_id, state, items, total, currency)
       VALUES ($1, $2, $3, $4, $5, $6, 'USD')`,
      [orderId, transactionId, customerId, declined ? 'DECLINED' : 'PROCESSED', JSON.stringify(lines), total],
    );
    if (declined) {
      const refusal = { orderId, customerId, reason: 'The price is another one' };
      return tx.publish(TRANSACTION_EVENTS, 'ORDER_DECLINED', refusal);
    }
    const processed = { orderId, customerId, transactionId, items: lines, total, currency: 'USD' };
    return tx.publish(TRANSACTION_EVENTS, 'ORDER_PROCESSED', processed);
  }
}
