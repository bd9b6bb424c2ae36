import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventOf, InventoryReserved, OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { handles, type HandlerContext } from '../src/index.js';
import { startShop, testBed, type Shop } from './fixtures/shop.js';

const order = (orderId = uuid()) =>
  eventOf(OrderCreated, { orderId, customerId: 'C-1', items: [{ itemId: 'A', quantity: 1 }] });

@Controller()
class Reserve {
  @EventPattern<string>(OrderCreated.topic, handles(OrderCreated, { batch: true }))
  async reserve(@Payload() orders: OrderCreated[], @Ctx() { tx, publish }: HandlerContext): Promise<void> {
    await sql`INSERT INTO effect (order_id, note) SELECT *, 'reserved' FROM unnest(${orders.map((o) => o.orderId)}::text[])`.execute(
      tx,
    );
    publish(orders.map(({ orderId, customerId, items }) => eventOf(InventoryReserved, { orderId, customerId, items })));
  }
}

describe('delivery', () => {
  let bed: Awaited<ReturnType<typeof testBed>>;
  let shop: Shop;
  beforeAll(async () => {
    bed = await testBed();
    shop = await startShop(bed, [Reserve]);
  }, 60_000);
  afterAll(async () => {
    await shop.close();
    await bed.close();
  });

  it('commits the effects of an event and publishes what its handler published', async () => {
    const created = order();
    const events = await bed.kafka.follow('inventory-events');
    const [id] = await bed.kafka.publish(created);
    const reserved = await eventually(() => events.find(({ key }) => key === created.orderId));
    expect(reserved).toMatchObject({
      type: 'INVENTORY_RESERVED',
      headers: { ce_source: '/shop', causationid: id, correlationid: id },
    });
    expect(await bed.database.query('SELECT note FROM effect WHERE order_id = $1', [created.orderId])).toEqual([
      { note: 'reserved' },
    ]);
  });

  it('handles an event once when it arrives twice', async () => {
    const created = order();
    const marker = order(created.orderId);
    const id = uuid();
    await bed.kafka.publishAs([{ event: created, id }, { event: created, id }, { event: marker }]);
    const effects = await eventually(async () => {
      const rows = await bed.database.query('SELECT note FROM effect WHERE order_id = $1', [created.orderId]);
      return rows.length >= 2 && rows;
    });
    expect(effects).toHaveLength(2);
  });
});
