import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mintToken, type ProblemDetails } from '@orderflow/service';
import { authenticated, routesOpenTo, ServiceBed, tokenOf } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { AppModule } from '../src/app.module.js';
import { AnalyticsSettings } from '../src/config.js';
import type { JourneyView } from '../src/journeys/journey.dto.js';
import { StreamPace } from '../src/stream/stream-pace.js';
import { EventSource } from './fixtures/event-source.js';
import { orderOf } from './fixtures/events.js';

jest.setTimeout(60_000);

const pace: StreamPace = { refreshMs: 50, heartbeatMs: 200, retryMs: 3_000 };

let bed: ServiceBed;
beforeAll(async () => {
  bed = await ServiceBed.start({
    name: 'analytics',
    module: AppModule,
    settings: AnalyticsSettings,
    environment: authenticated,
    overrides: [[StreamPace, pace]],
  });
});
afterAll(() => bed.close());

const get = async <Body>(path: string, customerId: string) =>
  bed.get<Body>(path, await tokenOf(customerId, 'orders:read'));

it('without a scope only the probes answer', async () => {
  const probes = ['GET /health/live', 'GET /health/ready'];
  expect(await routesOpenTo(bed.first)).toEqual(probes);
  expect(await routesOpenTo(bed.first, await tokenOf('CUST-1'))).toEqual(probes);
});

it('the figures of all are an administrator’s', async () => {
  for (const path of ['/analytics/summary', '/analytics/timeseries', '/analytics/top-items']) {
    expect(await get(path, 'CUST-1')).toMatchObject({ status: 403, body: { scope: 'admin' } });
    expect((await bed.get(path, await tokenOf('alice', 'admin'))).status).toBe(200);
  }
});

it('a journey and its events are the customer’s: for another there are none', async () => {
  const order = orderOf(undefined, 'CUST-1');
  await bed.kafka.publish(order.created, order.reserved, order.released);
  const path = `/analytics/orders/${order.orderId}/journey`;
  const { steps } = await eventually(async () => {
    const { status, body } = await get<JourneyView>(path, 'CUST-1');
    return status === 200 && body.steps.length === 3 && body;
  });
  expect(await get<ProblemDetails>(path, 'CUST-2')).toMatchObject({ status: 404, body: { code: 'ORDER.NOT_FOUND' } });
  expect((await bed.get(path, await tokenOf('alice', 'admin'))).status).toBe(200);
  for (const { id } of steps) {
    const event = `/analytics/events/${id}?orderId=${order.orderId}`;
    expect((await get(event, 'CUST-1')).status).toBe(200);
    expect(await get<ProblemDetails>(event, 'CUST-2')).toMatchObject({
      status: 404,
      body: { code: 'EVENT.NOT_FOUND' },
    });
  }
});

describe('the stream', () => {
  const connect = (headers: Record<string, string>, asked = '') =>
    EventSource.connect(`${bed.first.url}/analytics/stream?events=true${asked}`, headers);
  const owners = new Map<string, string>();
  const orderBy = (customerId: string) => {
    const order = orderOf(undefined, customerId);
    owners.set(order.orderId, customerId);
    return order;
  };
  const toldTo = (client: EventSource) =>
    client.events
      .filter(({ event }) => event === 'events')
      .map(({ data }) => JSON.parse(data!) as { total: number; sample: { orderId: string }[] });
  const orderIdsIn = (client: EventSource) => toldTo(client).flatMap(({ sample }) => sample.map((one) => one.orderId));
  const ownersIn = (client: EventSource) => new Set(orderIdsIn(client).map((orderId) => owners.get(orderId)));
  /** What came before the first look is told to nobody: orders come until all have heard of one. */
  const begun = (...clients: EventSource[]) =>
    eventually(async () => {
      await bed.kafka.publish(orderBy('CUST-1').created, orderBy('CUST-2').created);
      return clients.every((client) => orderIdsIn(client).length > 0);
    });

  it('tells a customer of each event of its orders, also of one that does not name it, and of nothing else', async () => {
    const client = await connect(await tokenOf('CUST-1', 'orders:read'));
    const neighbour = await connect(await tokenOf('CUST-2', 'orders:read'));
    const admin = await connect(await tokenOf('alice', 'admin'));
    await begun(client, neighbour, admin);
    const [mine, other] = [orderBy('CUST-1'), orderBy('CUST-2')];
    await bed.kafka.publish(mine.created, other.created);
    await bed.kafka.publish(
      mine.reserved,
      mine.processed,
      other.processed,
      mine.cancelled,
      mine.released,
      mine.refunded,
    );
    const toldOf = (one: EventSource, { orderId }: typeof mine) =>
      orderIdsIn(one).filter((told) => told === orderId).length;
    await eventually(() => toldOf(client, mine) === 6);
    await eventually(() => toldOf(admin, other) === 2);
    await eventually(() => toldOf(neighbour, other) === 2);
    expect([client, neighbour].map(ownersIn)).toEqual([new Set(['CUST-1']), new Set(['CUST-2'])]);
    expect(client.events.every(({ event }) => event === 'events')).toBe(true);
    for (const { total, sample } of toldTo(client)) expect(sample).toHaveLength(Math.min(total, 40));
    await eventually(() => client.frames.some(({ comment }) => comment === 'heartbeat'));
    await Promise.all([client, neighbour, admin].map((one) => one.leave()));
  });

  it('tells a customer of its own whomever it names, an administrator of those of whom he names', async () => {
    const client = await connect(await tokenOf('CUST-1', 'orders:read'), '&customerId=CUST-2');
    const admin = await connect(await tokenOf('alice', 'admin'), '&customerId=CUST-2');
    await begun(client, admin);
    expect([client, admin].map(ownersIn)).toEqual([new Set(['CUST-1']), new Set(['CUST-2'])]);
    expect(admin.events.every(({ event }) => event === 'events')).toBe(true);
    await Promise.all([client, admin].map((one) => one.leave()));
  });

  it('ends with the token', async () => {
    const settings = { AUTH_SECRET: authenticated.AUTH_SECRET, AUTH_AUDIENCE: 'orderflow' };
    const token = await mintToken(settings, { subject: 'CUST-1', scopes: ['orders:read'], ttlSeconds: 2 });
    const client = await connect({ authorization: `Bearer ${token}` });
    expect(client.headers.get('content-type')).toBe('text/event-stream');
    await client.ended;
  });

  it('opens to nobody without a token', async () => {
    expect((await connect({})).headers.get('www-authenticate')).toBe('Bearer realm="orderflow"');
  });
});
