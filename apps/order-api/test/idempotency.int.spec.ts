import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import type { ServiceBed } from '@orderflow/service/testing';
import { eventually, type Received } from '@orderflow/testing';
import { IdempotencyKeyRepository } from '../src/intake/idempotency-key.repository.js';
import { OrderIntake } from '../src/intake/order-intake.js';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

describe('Idempotency-Key', () => {
  let bed: ServiceBed;
  let apis: OrderApi[];
  let events: Received[];
  beforeAll(async () => {
    bed = await testBed();
    apis = await Promise.all([OrderApi.start(bed), OrderApi.start(bed)]);
    events = await bed.kafka.follow(Topic.OrderEvents);
  }, 60_000);
  afterAll(() => bed.close());

  const place = (key: string, order: unknown = sampleOrder, at = 0) =>
    apis[at]!.place(order, { 'idempotency-key': key });

  /** The customer's published orders, `count` at least: what came twice would be seen, for the outbox is empty by then. */
  async function publishedOf(customerId: string, count: number): Promise<string[]> {
    const of = () => events.filter(({ data }) => (data as { customerId: string }).customerId === customerId);
    await eventually(async () => (await bed.database.query('SELECT 1 FROM outbox')).length === 0);
    await eventually(() => of().length >= count);
    return of().map(({ key }) => key!);
  }

  it('gives the answer of the first request again, marked as replayed', async () => {
    const first = await place('k1');
    const again = await place('k1', { ...sampleOrder, items: sampleOrder.items.map((item) => ({ ...item })) }, 1);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('gives it also when the order has changed, and after a restart', async () => {
    const first = await place('k2');
    await apis[0]!.cancel(first.body.id);
    await apis[0]!.close();
    apis[0] = await OrderApi.start(bed);
    expect(await place('k2')).toMatchObject({ status: 201, body: first.body });
  });

  it.each([
    ['another quantity', { ...sampleOrder, items: [{ itemId: 'ITEM-001', quantity: 3 }] }],
    ['no total', { ...sampleOrder, totalAmount: undefined }],
  ])('refuses the same key with %s', async (_what, other) => {
    await place('k3');
    const { status, body } = await place('k3', other);
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'ORDER.IDEMPOTENCY_KEY_REUSED' } });
  });

  it('is the customer’s own: another customer may use the same key', async () => {
    const [one, other] = [await place('k4'), await place('k4', { ...sampleOrder, customerId: 'CUST-OTHER' })];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body.id).not.toBe(one.body.id);
  });

  it('gives one order for requests that come together, to one process and to two', async () => {
    const order = { ...sampleOrder, customerId: 'CUST-RACE' };
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => place(`race-${n % 4}`, order, n % 2)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const ids = new Set(answers.map(({ body }) => body.id));
    expect(ids.size).toBe(4);
    expect(answers.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(4);
    expect((await publishedOf('CUST-RACE', 4)).sort()).toEqual([...ids].sort());
    expect(await bed.database.query(`SELECT id FROM orders WHERE customer_id = 'CUST-RACE'`)).toHaveLength(4);
  });

  it('gives one order to the same key within one transaction, and none to another body', async () => {
    const intake = apis[0]!.app.get(OrderIntake);
    const request = { customerId: 'CUST-BATCH', items: [{ itemId: 'A', quantity: 1 }] };
    const other = { ...request, quotedTotal: 1 };
    const results = await Promise.all([request, other, request].map((one) => intake.place(one, 'k')));
    expect(results.map(({ kind }) => kind)).toEqual(['created', 'keyReused', 'replayed']);
    expect(await publishedOf('CUST-BATCH', 1)).toHaveLength(1);
  });

  it('forgets keys after their time, and only then', async () => {
    await place('young');
    await place('old');
    await bed.database.query(`UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'old'`);
    await apis[0]!.app.get(IdempotencyKeyRepository).prune(new Date(Date.now() - 24 * 60 * 60 * 1_000));
    const keys = await bed.database.query(`SELECT key FROM idempotency_key WHERE key IN ('young', 'old')`);
    expect(keys).toEqual([{ key: 'young' }]);
  });
});
