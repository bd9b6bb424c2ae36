import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import type { ServiceBed } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

const LIMIT = 20;

interface Health {
  readonly status: string;
  readonly parts: Readonly<Record<string, { readonly state: string; readonly reason?: string }>>;
}

describe('while Kafka is away', () => {
  let bed: ServiceBed;
  let api: OrderApi;
  /** The orders that were answered with a 2xx. */
  const accepted: string[] = [];
  const cancelled: string[] = [];
  beforeAll(async () => {
    bed = await testBed();
    api = await OrderApi.startWithoutKafka(bed, { OUTBOX_LIMIT: String(LIMIT) });
  }, 60_000);
  afterAll(() => bed.close());

  const waiting = async (): Promise<number> => (await bed.database.query('SELECT FROM outbox')).length;
  const place = async (): Promise<number> => {
    const { status, body } = await api.place(sampleOrder);
    if (status < 300) accepted.push(body.id);
    return status;
  };

  it('orders are taken and can be cancelled, and the service is ready but degraded', async () => {
    const statuses = await Promise.all(Array.from({ length: LIMIT - 2 }, place));
    expect(new Set(statuses)).toEqual(new Set([201]));
    const { status, body } = await api.cancel(accepted[0]!);
    expect([status, body.status]).toEqual([200, 'CANCELLED']);
    cancelled.push(body.id);
    expect(await waiting()).toBe(LIMIT - 1);

    const health = await eventually(async () => {
      const { status, body } = await api.get<Health>('/health');
      return body.parts.outbox?.state === 'degraded' && body.parts.consumer?.reason && { status, body };
    });
    expect(health).toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        parts: {
          database: { state: 'up' },
          consumer: { state: 'degraded', reason: expect.stringContaining('127.0.0.1:1') },
          outbox: { state: 'degraded', reason: expect.any(String), details: { depth: LIMIT - 1 } },
        },
      },
    });
    expect((await api.get('/health/ready')).status).toBe(200);
    expect((await api.get('/health/live')).status).toBe(200);
  });

  it('they are refused from the bound on, with the time to come back', async () => {
    await eventually(async () => (await place()) === 503);
    const refused = await api.place(sampleOrder);
    expect(refused).toMatchObject({ status: 503, body: { code: 'SERVER.OUTBOX_FULL' } });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await api.cancel(accepted[1]!)).toMatchObject({ status: 503, body: { code: 'SERVER.OUTBOX_FULL' } });
    expect((await api.get(`/orders/${accepted[1]}`)).body).toMatchObject({ status: 'PENDING' });

    const ready = await api.get<Health>('/health/ready');
    expect(ready).toMatchObject({
      status: 503,
      body: { status: 'down', parts: { outbox: { state: 'down', reason: `${LIMIT} events or more wait for Kafka` } } },
    });
    expect((await api.get('/health/live')).status).toBe(200);
  });

  it('every order that was taken is committed with its event, and no other', async () => {
    const rows = await bed.database.query<{ id: string }>('SELECT id FROM orders');
    expect(rows.map(({ id }) => id).sort()).toEqual([...accepted].sort());
    expect(await waiting()).toBe(accepted.length + cancelled.length);
  });

  it('and when Kafka is back everything is published, in order, and orders are taken again', async () => {
    await api.close();
    api = await OrderApi.start(bed, { OUTBOX_LIMIT: String(LIMIT) });
    const events = await bed.kafka.follow(Topic.OrderEvents);
    await eventually(async () => (await waiting()) === 0);
    await eventually(() => events.length >= accepted.length + cancelled.length);
    for (const id of accepted) {
      const types = events.filter(({ key }) => key === id).map(({ type }) => type);
      expect(types).toEqual(cancelled.includes(id) ? ['ORDER_CREATED', 'ORDER_CANCELLED'] : ['ORDER_CREATED']);
    }
    await eventually(async () => (await place()) === 201);
    expect(await api.get<Health>('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
  }, 40_000);
});
