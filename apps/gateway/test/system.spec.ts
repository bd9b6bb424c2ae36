import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TopicBrowser } from '@orderflow/messaging/topics';
import { eventually } from '@orderflow/testing';
import type { ServiceStatusView, SystemView } from '../src/system/system.view.js';
import { FakeService } from './fake-service.js';
import { startGateway, type StartedGateway } from './start-gateway.js';

const DOWN = 'http://127.0.0.1:1';

let service: FakeService;

const environment = () => ({
  ORDER_API_URL: service.url,
  INVENTORY_URL: service.url,
  ANALYTICS_URL: service.url,
  TRANSACTION_URL: service.url,
  NOTIFICATION_URL: DOWN,
});

beforeAll(async () => {
  service = await FakeService.start();
});
beforeEach(() => service.reset());
afterAll(() => service.stop());

async function look(gateway: StartedGateway): Promise<SystemView> {
  return (await (await fetch(`${gateway.url}/system`)).json()) as SystemView;
}

const serviceIn = (view: SystemView, name: string): ServiceStatusView =>
  view.services.find((one) => one.name === name)!;

/** What `/health` of a service answers. */
function answers(status: number, report: object | string): void {
  service.answer = (_request, response) =>
    response.writeHead(status).end(typeof report === 'string' ? report : JSON.stringify(report));
}

describe('the system with Kafka', () => {
  let gateway: StartedGateway;
  let looks: string[][];
  beforeEach(async () => {
    looks = [];
    const browser = {
      lag: (groups: string[]) => {
        looks.push(groups);
        return Promise.resolve(
          new Map<string, number | null>([
            ['order-api', 12],
            ['inventory', null],
          ]),
        );
      },
      close: () => undefined,
    };
    gateway = await startGateway(environment(), [[TopicBrowser, browser]]);
  });
  afterEach(() => gateway.app.close());

  it('shows what each service says of itself, and how far it is behind', async () => {
    answers(200, {
      status: 'degraded',
      parts: {
        outbox: { state: 'degraded', reason: 'Kafka is away', details: { depth: 17 } },
        parking: { state: 'up', details: { retrying: 2, dead: 3 } },
      },
    });
    const view = await look(gateway);
    expect(view).toEqual({ at: expect.any(String), services: expect.any(Array), kafka: { state: 'up' } });
    expect(view.services.map(({ name }) => name)).toEqual([
      'order-api',
      'inventory',
      'notification',
      'analytics',
      'transaction',
    ]);
    expect(serviceIn(view, 'order-api')).toEqual({
      name: 'order-api',
      title: 'Order API',
      status: 'degraded',
      since: expect.any(String),
      reason: 'outbox: Kafka is away',
      lag: 12,
      outbox: 17,
      parked: { retrying: 2, dead: 3 },
    });
    expect(serviceIn(view, 'inventory').lag).toBeNull();
    expect(serviceIn(view, 'notification')).toMatchObject({
      status: 'unreachable',
      reason: 'ECONNREFUSED',
      outbox: null,
    });
  });

  it('shows a service that says that it is down with its reason', async () => {
    answers(503, { status: 'down', parts: { database: { state: 'down', reason: 'no database' } } });
    expect(serviceIn(await look(gateway), 'inventory')).toMatchObject({
      status: 'down',
      reason: 'database: no database',
    });
  });

  it('takes an answer that is none for no answer', async () => {
    answers(200, '<html>');
    expect(serviceIn(await look(gateway), 'inventory')).toMatchObject({ status: 'unreachable' });
  });

  it('is looked at once for all who ask at the same time', async () => {
    answers(200, { status: 'ok', parts: {} });
    await Promise.all([look(gateway), look(gateway), look(gateway)]);
    await look(gateway);
    expect(service.requests).toHaveLength(4); // one of each service that answers
    expect(looks).toEqual([['order-api', 'inventory', 'notification', 'analytics', 'transaction']]);
  });
});

it('shows that Kafka is away, and all else', async () => {
  const gateway = await startGateway(environment());
  try {
    answers(200, { status: 'ok', parts: {} });
    await eventually(async () => (await look(gateway)).kafka.reason?.includes('ECONNREFUSED') ?? false);
    const view = await look(gateway);
    expect(view.kafka.state).toBe('down');
    expect(serviceIn(view, 'order-api')).toMatchObject({ status: 'ok', reason: null, lag: null });
  } finally {
    await gateway.app.close();
  }
});
