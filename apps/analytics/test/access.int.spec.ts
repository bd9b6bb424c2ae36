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
  const connect = (headers: Record<string, string>) =>
    EventSource.connect(`${bed.first.url}/analytics/stream?events=true`, headers);
  const orderIdsIn = ({ events }: EventSource) =>
    events.flatMap(({ data }) =>
      (JSON.parse(data!) as { sample: { orderId: string }[] }).sample.map((one) => one.orderId),
    );

  it('tells a customer of each event of its orders, also of one that does not name it, and of nothing else', async () => {
    const client = await connect(await tokenOf('CUST-1', 'orders:read'));
    const neighbour = await connect(await tokenOf('CUST-2', 'orders:read'));
    const admin = await connect(await tokenOf('alice', 'admin'));
    const [mine, other] = [orderOf(undefined, 'CUST-1'), orderOf(undefined, 'CUST-2')];
    await eventually(() => [client, neighbour, admin].every(({ frames }) => frames.length > 0));
    await bed.kafka.publish(mine.created, other.created);
    await bed.kafka.publish(
      mine.reserved,
      mine.processed,
      other.processed,
      mine.cancelled,
      mine.released,
      mine.refunded,
    );
    await eventually(() => orderIdsIn(client).length === 6);
    await eventually(() => admin.events.some(({ data }) => data?.includes(other.orderId)));
    await eventually(() => orderIdsIn(neighbour).length === 2);
    expect(new Set(orderIdsIn(client))).toEqual(new Set([mine.orderId]));
    expect(new Set(orderIdsIn(neighbour))).toEqual(new Set([other.orderId]));
    expect(client.events.every(({ event }) => event === 'events')).toBe(true);
    const counted = client.events.map(({ data }) => (JSON.parse(data!) as { total: number }).total);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(client.frames.some(({ comment }) => comment === 'heartbeat')).toBe(true);
    await Promise.all([client, neighbour, admin].map((one) => one.leave()));
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
