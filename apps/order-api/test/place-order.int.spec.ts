import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import type { ServiceBed } from '@orderflow/service/testing';
import { eventually, type Received } from '@orderflow/testing';
import { OrderIntake } from '../src/intake/order-intake.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

describe('POST /orders', () => {
  let bed: ServiceBed;
  let api: OrderApi;
  let events: Received[];
  beforeAll(async () => {
    bed = await testBed();
    api = await OrderApi.start(bed);
    events = await bed.kafka.follow(Topic.OrderEvents);
  }, 60_000);
  afterAll(() => bed.close());

  const published = (id: string) => eventually(() => events.find(({ key }) => key === id));

  it('accepts an order and publishes it', async () => {
    const { status, headers, body } = await api.place(sampleOrder);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/orders/${body.id}`);
    expect(headers.get('idempotency-replayed')).toBeNull();
    expect(body).toEqual({
      id: body.id,
      status: 'PENDING',
      ...sampleOrder,
      createdAt: body.createdAt,
      statusSince: body.createdAt,
    });
    expect(await published(body.id)).toMatchObject({
      type: 'ORDER_CREATED',
      headers: { ce_source: '/order-api' },
      data: {
        orderId: body.id,
        customerId: 'CUST-123',
        items: [
          { itemId: 'ITEM-001', quantity: 2, unitPrice: 100_000 },
          { itemId: 'ITEM-002', quantity: 5 },
        ],
        quotedTotal: 250_000,
      },
    });
    expect((await api.get(`/orders/${body.id}`)).body).toEqual(body);
  });

  it('keeps amounts to the cent', async () => {
    const order = { customerId: 'C', items: [{ itemId: 'A', quantity: 1, unitPrice: 1.1 }], totalAmount: 999999.99 };
    const { body } = await api.place(order);
    expect((await api.get(`/orders/${body.id}`)).body).toMatchObject(order);
    expect((await published(body.id)).data).toMatchObject({ items: [{ unitPrice: 110 }], quotedTotal: 99_999_999 });
  });

  it('gives the event the id of its request, each its own when they come together', async () => {
    const requests = ['request-1', 'request-2', 'request-3'];
    const placed = await Promise.all(requests.map((id) => api.place(sampleOrder, { 'x-request-id': id })));
    const ids = await Promise.all(placed.map(async ({ body }) => (await published(body.id)).headers.correlationid));
    expect(ids).toEqual(requests);
    await api.send('POST', `/orders/${placed[0]!.body.id}/cancel`, { 'x-request-id': 'request-4' });
    const cancelled = await eventually(() => events.find(({ type }) => type === 'ORDER_CANCELLED'));
    expect(cancelled.headers.correlationid).toBe('request-4');
  });

  it('takes orders that come together in one transaction', async () => {
    const intake = api.app.get(OrderIntake);
    const request = { customerId: 'TOGETHER', items: [{ itemId: 'A', quantity: 1 }] };
    await Promise.all(Array.from({ length: 100 }, () => intake.place(request, undefined)));
    const [counts] = await bed.database.query<{ orders: string; transactions: string }>(
      `SELECT count(*) AS orders, count(DISTINCT xmin::text) AS transactions FROM orders WHERE customer_id = 'TOGETHER'`,
    );
    expect(counts).toEqual({ orders: '100', transactions: '1' });
  });

  it('fails an order that the database refuses alone, and takes its fellow travellers', async () => {
    await bed.database.query(`ALTER TABLE orders ADD CONSTRAINT no_poison CHECK (customer_id <> 'POISON')`);
    const intake = api.app.get(OrderIntake);
    const place = (customerId: string) =>
      intake.place({ customerId, items: [{ itemId: 'A', quantity: 1 }] }, undefined);
    const results = await Promise.allSettled(['GOOD', 'GOOD', 'POISON', 'GOOD', 'GOOD'].map(place));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await bed.database.query(`SELECT id FROM orders WHERE customer_id = 'GOOD'`)).toHaveLength(4);
    expect(await api.place({ ...sampleOrder, customerId: 'POISON' })).toMatchObject({ status: 500 });
  });

  it('answers 503 when too many orders wait', async () => {
    const busy = await OrderApi.start(bed, { ORDER_QUEUE_SIZE: '1' });
    const waiting = () =>
      bed.database.query(`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO orders%'`);
    const held = bed.database.query('DO $$ BEGIN LOCK TABLE orders; PERFORM pg_sleep(1.5); END $$');
    await eventually(() => bed.database.query(`SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted`));
    const first = busy.place(sampleOrder);
    await eventually(async () => (await waiting()).length > 0);
    const answers = await Promise.all([busy.place(sampleOrder), busy.place(sampleOrder)]);
    expect([(await first).status, ...answers.map(({ status }) => status).sort()]).toEqual([201, 201, 503]);
    const refused = answers.find(({ status }) => status === 503);
    expect(refused?.body).toMatchObject({ code: 'SERVER.QUEUE_FULL' });
    expect(refused?.headers.get('retry-after')).toBe('1');
    await held;
    await busy.close();
  });
});
