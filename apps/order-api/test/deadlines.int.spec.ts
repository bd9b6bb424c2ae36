import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventOf, InventoryReserved, Topic } from '@orderflow/contracts';
import type { ServiceBed } from '@orderflow/service/testing';
import { eventually, type Received } from '@orderflow/testing';
import { OrderIntake } from '../src/intake/order-intake.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

const ORDERS = 500;

describe('deadlines, swept by two processes', () => {
  let bed: ServiceBed;
  let apis: OrderApi[];
  let events: Received[];
  beforeAll(async () => {
    bed = await testBed();
    apis = await Promise.all([OrderApi.start(bed), OrderApi.start(bed)]);
    events = await bed.kafka.follow(Topic.OrderEvents);
  }, 60_000);
  afterAll(() => bed.close());

  const age = (seconds: number, where: string) =>
    bed.database.query(
      `UPDATE orders SET status_since = status_since - ${seconds} * interval '1 second' WHERE ${where}`,
    );

  it('reject each overdue order once', async () => {
    const intake = apis[0]!.app.get(OrderIntake);
    const request = { customerId: 'CUST-LATE', items: [{ itemId: 'A', quantity: 1 }] };
    await Promise.all(Array.from({ length: ORDERS }, () => intake.place(request, undefined)));
    await age(24 * 3_600, `customer_id = 'CUST-LATE'`);
    const rejected = await eventually(() => {
      const unique = new Map(
        events.filter(({ type }) => type === 'ORDER_REJECTED').map((event) => [event.headers.ce_id, event]),
      );
      return unique.size >= ORDERS ? [...unique.values()] : undefined;
    });
    expect(new Set(rejected.map(({ key }) => key)).size).toBe(ORDERS);
    // Created and rejected, nothing else was ever written.
    expect(await bed.database.query('SELECT last_value FROM outbox_id_seq')).toEqual([
      { last_value: String(2 * ORDERS) },
    ]);
    expect(rejected[0]!.data).toMatchObject({ customerId: 'CUST-LATE', reason: 'TIMED_OUT' });
    expect(
      await bed.database.query(`SELECT DISTINCT status, rejection_reason FROM orders WHERE customer_id = 'CUST-LATE'`),
    ).toEqual([{ status: 'REJECTED', rejection_reason: 'TIMED_OUT' }]);
  }, 30_000);

  it('are 15 minutes for a reserved order, 24 hours for a pending one', async () => {
    const [pending, reserved] = await Promise.all(
      [0, 1].map(async (at) => (await apis[at]!.place(sampleOrder)).body.id),
    );
    await bed.kafka.publish(
      eventOf(InventoryReserved, {
        orderId: reserved!,
        customerId: 'CUST-123',
        items: [{ itemId: 'ITEM-001', quantity: 2 }],
      }),
    );
    await eventually(async () => (await apis[0]!.get(`/orders/${reserved}`)).body.status === 'RESERVED');
    await age(15 * 60, `id IN ('${pending}', '${reserved}')`);
    await eventually(async () => (await apis[1]!.get(`/orders/${reserved}`)).body.status === 'REJECTED');
    expect((await apis[0]!.get(`/orders/${pending}`)).body.status).toBe('PENDING');
  });
});
