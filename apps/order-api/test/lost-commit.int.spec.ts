import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import type { ServiceBed } from '@orderflow/service/testing';
import { eventually, type Received } from '@orderflow/testing';
import { databaseProxy, type DatabaseProxy } from './fixtures/database-proxy.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

describe('a failing connection to the database', () => {
  let bed: ServiceBed;
  let proxy: DatabaseProxy;
  let api: OrderApi;
  let events: Received[];
  beforeAll(async () => {
    bed = await testBed();
    proxy = await databaseProxy(bed.database.url);
    api = await OrderApi.start(bed, { DATABASE_URL: proxy.url });
    events = await bed.kafka.follow(Topic.OrderEvents);
  }, 60_000);
  afterAll(() => bed.close());

  it.each([
    ['without a key', 'CUST-A', {}],
    ['with a key', 'CUST-B', { 'idempotency-key': 'k' }],
  ])('gives one order and one event %s when the answer to a COMMIT is lost', async (_what, customerId, headers) => {
    const order = { ...sampleOrder, customerId };
    proxy.loseNextCommitAnswer();
    const answer = await api.place(order, headers);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    expect(await bed.database.query('SELECT id FROM orders WHERE customer_id = $1', [customerId])).toEqual([
      { id: answer.body.id },
    ]);
    await eventually(() => events.some(({ key }) => key === answer.body.id));
    await eventually(async () => (await bed.database.query('SELECT 1 FROM outbox')).length === 0);
    expect(new Set(events.filter(({ key }) => key === answer.body.id).map(({ headers }) => headers.ce_id)).size).toBe(
      1,
    );
  });

  it('answers 503 with Retry-After while the database is away', async () => {
    const { body } = await api.place(sampleOrder);
    await proxy.goAway();
    const answers = await Promise.all([
      api.place(sampleOrder),
      api.get(`/orders/${body.id}`),
      api.get('/orders'),
      api.cancel(body.id),
    ]);
    for (const { status, headers, body } of answers) {
      expect({ status, body }).toMatchObject({ status: 503, body: { code: 'SERVER.DATABASE_UNAVAILABLE' } });
      expect(headers.get('retry-after')).toBe('1');
      expect(headers.get('content-type')).toContain('application/problem+json');
    }
  });
});
