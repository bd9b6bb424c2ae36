import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { cancelled, CUSTOMER, reserved } from './fixtures/events.js';
import { FakeProvider } from './fixtures/fake-provider.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

const ORDERS = 100;

describe('a remote payment provider', () => {
  let bed: TestBed;
  let provider: FakeProvider;
  beforeAll(async () => {
    provider = await FakeProvider.start();
    bed = await startTestBed({ PAYMENT_PROVIDER_URL: provider.url });
    await bed.startInstance();
  }, 60_000);
  afterEach(() => provider.release());
  afterAll(async () => {
    await bed.close();
    provider.close();
  }, 30_000);

  const rowOf = async (orderId: string) =>
    (
      await bed.database.query<{ state: string; void_requested: boolean; ask_at: Date | null }>(
        'SELECT state, void_requested, ask_at FROM transaction WHERE order_id = $1',
        [orderId],
      )
    )[0];

  const timesAsked = (orderId: string) => provider.asked.filter((key) => key === orderId).length;

  it('is named, and cannot be broken from here', async () => {
    const view = { name: 'http', broken: false };
    expect(await bed.get('/payments/provider')).toMatchObject({ status: 200, body: view });
    expect(await bed.post('/payments/provider', { broken: true })).toMatchObject({
      status: 409,
      body: { code: 'PAYMENT_PROVIDER.NOT_BUILT_IN' },
    });
    expect((await bed.get('/payments/provider')).body).toEqual(view);
  });

  it('is asked once for each order, whatever the number of replicas and deliveries', async () => {
    const orderIds = Array.from({ length: ORDERS }, () => uuid());
    await bed.kafka.publishMany(orderIds.flatMap((orderId) => [reserved(orderId), reserved(orderId)]));

    await eventually(() => orderIds.every((orderId) => bed.typesAbout(orderId).length > 0));
    expect(provider.asked.toSorted()).toEqual(orderIds.toSorted());
    expect(provider.charges.get(orderIds[0]!)).toEqual({
      orderId: orderIds[0],
      customerId: CUSTOMER,
      amount: 199_998,
      currency: 'USD',
    });
    expect(new Set(orderIds.flatMap((orderId) => bed.typesAbout(orderId)))).toEqual(new Set(['ORDER_PROCESSED']));
  });

  it('can refuse', async () => {
    const [orderId, customerId] = [uuid(), 'CUST-REFUSED'];
    provider.refused.add(customerId);
    await bed.kafka.publish(reserved(orderId, { customerId }));
    expect(await eventually(() => bed.about(orderId)[0])).toMatchObject({
      type: 'ORDER_DECLINED',
      data: { reason: 'PAYMENT_REFUSED', detail: 'The card has expired', computedTotal: 199_998 },
    });
  });

  it('is asked again with the same key when its answer is lost, so that it charges once', async () => {
    const orderId = uuid();
    provider.behaviour = 'loseAnswer';
    await bed.kafka.publish(reserved(orderId));
    await eventually(() => provider.charges.has(orderId));
    expect(await rowOf(orderId)).toMatchObject({ state: 'CHARGING' });
    provider.behaviour = 'answer';

    await eventually(() => bed.typesAbout(orderId).length > 0);
    expect(bed.typesAbout(orderId)).toEqual(['ORDER_PROCESSED']);
    expect(timesAsked(orderId)).toBeGreaterThan(1);
  });

  it('is asked again for what a crashed replica has left when the lease has run out', async () => {
    const orderId = uuid();
    provider.behaviour = 'hold';
    await bed.kafka.publish(reserved(orderId));
    await eventually(() => provider.charges.has(orderId));
    // As if the process that waits for the answer were gone, and its lease over.
    await bed.database.query('UPDATE transaction SET ask_at = now() WHERE order_id = $1', [orderId]);
    await eventually(() => timesAsked(orderId) === 2);
    provider.release();

    await eventually(async () => (await rowOf(orderId))?.state === 'PROCESSED');
    // The second answer comes too late to decide anything: a cancellation finds the order charged once.
    await bed.kafka.publish(cancelled(orderId));
    await eventually(() => bed.typesAbout(orderId).includes('ORDER_REFUNDED'));
    expect(bed.typesAbout(orderId)).toEqual(['ORDER_PROCESSED', 'ORDER_REFUNDED']);
  });

  it('gives back at once what it charged for an order that ended meanwhile', async () => {
    const [orderId, marker] = [uuid(), uuid()];
    provider.behaviour = 'hold';
    await bed.kafka.publish(reserved(orderId));
    await eventually(() => provider.charges.has(orderId));
    await bed.kafka.publish(cancelled(orderId));
    await eventually(async () => (await rowOf(orderId))?.void_requested);
    await bed.kafka.publish(reserved(marker)); // whoever asks for it would ask for the first again, were it due
    await eventually(() => provider.charges.has(marker));
    expect(bed.typesAbout(orderId)).toEqual([]);
    provider.release();

    await eventually(() => bed.typesAbout(orderId).length === 2);
    expect(bed.typesAbout(orderId)).toEqual(['ORDER_PROCESSED', 'ORDER_REFUNDED']);
    await eventually(() => provider.refunds.has(orderId));
    await eventually(async () => (await rowOf(orderId))?.ask_at === null);
    expect(await rowOf(orderId)).toMatchObject({ state: 'REFUNDED' });
    expect(timesAsked(orderId)).toBe(2); // for the charge and for the refund
  });

  it('is asked for a refund until it answers', async () => {
    const orderId = uuid();
    await bed.kafka.publish(reserved(orderId));
    await eventually(() => bed.typesAbout(orderId).length === 1);
    provider.behaviour = 'fail';
    await bed.kafka.publish(cancelled(orderId));
    await eventually(() => timesAsked(orderId) === 2);
    expect(provider.refunds.has(orderId)).toBe(false);
    provider.behaviour = 'answer';

    await eventually(async () => (await rowOf(orderId))?.ask_at === null);
    expect(provider.refunds.get(orderId)).toMatchObject({ orderId, amount: 199_998 });
    expect(bed.typesAbout(orderId)).toEqual(['ORDER_PROCESSED', 'ORDER_REFUNDED']);
  });
});
