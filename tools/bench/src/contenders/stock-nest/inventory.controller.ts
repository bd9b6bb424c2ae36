import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { type OrderedLine } from '../../workload/orders.js';
import { type OrderCreated } from './events.js';
import { INVENTORY_EVENTS, ORDER_EVENTS } from './topics.js';
import { UnitOfWork, type Transaction } from './unit-of-work.js';

@Controller()
export class InventoryController {
  constructor(private readonly unit: UnitOfWork) {}

  @EventPattern<string>(ORDER_EVENTS)
  follow(@Payload() event: OrderCreated, @Ctx() context: KafkaContext): Promise<void> {
    return this.unit.handle(context, event, async ({ type, tx }) => {
      if (type === 'ORDER_CREATED') await this.reserve(tx, event);
      if (type === 'ORDER_CONFIRMED') await this.settle(tx, event.orderId, 'SOLD');
      if (type === 'ORDER_REJECTED') await this.settle(tx, event.orderId, 'RELEASED');
    });
  }

  private async reserve(tx: Transaction, order: OrderCreated): Promise<void> {
    const available = await this.lockStock(tx, order.items);
    const short = order.items.find(({ itemId, quantity }) => (available.get(itemId) ?? 0) < quantity);
    const { orderId, customerId } = order;
    await tx.query('INSERT INTO reservation (order_id, state, items) VALUES ($1, $2, $3)', [
      orderId,
      short ? 'REFUSED' : 'RESERVED',
      JSON.stringify(order.items),
    ]);
    if (short) {
      const refusal = { orderId, customerId, reason: `There is not enough stock of ${short.itemId}` };
      return tx.publish(INVENTORY_EVENTS, 'INVENTORY_INSUFFICIENT', refusal);
    }
    await this.move(tx, order.items, 'available = available - quantity, reserved = reserved + quantity');
    return tx.publish(INVENTORY_EVENTS, 'INVENTORY_RESERVED', order);
  }

  private async settle(tx: Transaction, orderId: string, state: 'SOLD' | 'RELEASED'): Promise<void> {
    const { rows } = await tx.query<{ items: OrderedLine[] }>(
      `UPDATE reservation SET state = $2, updated_at = now() WHERE order_id = $1 AND state = 'RESERVED' RETURNING items`,
      [orderId, state],
    );
    if (!rows[0]) return;
    await this.lockStock(tx, rows[0].items);
    const to = state === 'SOLD' ? 'sold = sold' : 'available = available';
    await this.move(tx, rows[0].items, `reserved = reserved - quantity, ${to} + quantity`);
  }

  /** In one order, so that orders that share items wait for each other and do not deadlock. */
  private async lockStock(tx: Transaction, items: readonly OrderedLine[]): Promise<Map<string, number>> {
    const { rows } = await tx.query<{ item_id: string; available: string }>(
      'SELECT item_id, available FROM stock WHERE item_id = ANY ($1) ORDER BY item_id FOR UPDATE',
      [items.map(({ itemId }) => itemId)],
    );
    return new Map(rows.map(({ item_id, available }) => [item_id, Number(available)]));
  }

  private async move(tx: Transaction, items: readonly OrderedLine[], change: string): Promise<void> {
    await tx.query(
      `UPDATE stock SET ${change} FROM unnest($1::text[], $2::bigint[]) line (id, quantity) WHERE item_id = line.id`,
      [items.map(({ itemId }) => itemId), items.map(({ quantity }) => quantity)],
    );
  }
}
