import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { type Span, TraceReceiver } from '@orderflow/tracing';
import { System } from './system/system.js';
import { edgesOf, eventEdges, nameOf } from './tracing/edges.js';

const GATEWAY = 0;
const START_MS = 310_000;
const TEST_MS = 120_000;

interface Order {
  readonly id: string;
  readonly status: string;
}
interface DeadLetters {
  readonly items: readonly { readonly id: number }[];
}

const laptop = { customerId: 'CUST-789', items: [{ itemId: 'ITEM-003', quantity: 1 }] };
const tooMany = { customerId: 'CUST-456', items: [{ itemId: 'ITEM-003', quantity: 10_000 }] };

/** Those whose spans are compared: a service added to them may handle these events too. */
const SERVICES = ['gateway', 'order-api', 'inventory', 'transaction', 'notification', 'analytics'];

/** From the caller, who has a trace of its own, to the event that the request leads to. */
const REQUEST = [
  'gateway POST /orders < nothing',
  'gateway POST < gateway POST /orders',
  'order-api POST /orders < gateway POST',
  ...eventEdges('ORDER_CREATED', 'order-api', 'POST /orders', ['analytics', 'inventory', 'notification']),
];
const RESERVED = eventEdges('INVENTORY_RESERVED', 'inventory', 'process ORDER_CREATED', [
  'analytics',
  'order-api',
  'transaction',
]);
const CHARGED = [
  ...eventEdges('ORDER_PROCESSED', 'transaction', 'process INVENTORY_RESERVED', ['analytics', 'order-api']),
  ...eventEdges('ORDER_CONFIRMED', 'order-api', 'process ORDER_PROCESSED', ['analytics', 'inventory', 'notification']),
];

describe('the trace of an order', () => {
  const spans: Span[] = [];
  let receiver: TraceReceiver;
  let system: System;
  beforeAll(async () => {
    receiver = await TraceReceiver.listen(
      (some) => void spans.push(...some.filter(({ service }) => SERVICES.includes(service))),
    );
    const exporter = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_BSP_SCHEDULE_DELAY: '200' };
    system = await System.startWith(exporter, '--', '--traces');
  }, START_MS);
  afterAll(() => system.stop(), 60_000);

  /** Sends a request to the gateway as part of a new trace. */
  async function call<Body>(path: string, body?: unknown): Promise<{ traceId: string; body: Body; status: number }> {
    const traceId = randomBytes(16).toString('hex');
    const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
    return { traceId, ...(await system.call<Body>(GATEWAY, path, body, { traceparent })) };
  }
  const inTrace = (traceId: string) => spans.filter((span) => span.traceId === traceId);
  /** The spans of other traces that link to this one. */
  const batchesOf = (traceId: string) =>
    spans.filter((span) => span.traceId !== traceId && span.links.some((link) => link.traceId === traceId));
  /** The spans of a trace as soon as they are those that these edges name. */
  const traceWith = (traceId: string, ...edges: string[]) =>
    eventually(() => {
      expect(edgesOf(inTrace(traceId))).toEqual(edges.sort());
      return inTrace(traceId);
    }, 30_000);
  const settled = async ({ id }: Order) =>
    (await system.call<Order>(GATEWAY, `/orders/${id}`, undefined, { Prefer: 'wait=20' })).body.status;

  it('goes where the environment says, also with --traces', async () => {
    const hint = `Traces go to ${receiver.endpoint}, as OTEL_EXPORTER_OTLP_ENDPOINT says`;
    await eventually(() => system.printed.includes(hint));
  });

  it(
    'runs from the caller through the gateway, each event and each service that handles it',
    async () => {
      const { traceId, body } = await call<Order>('/orders', laptop);
      expect(await settled(body)).toBe('CONFIRMED');
      await traceWith(traceId, ...REQUEST, ...RESERVED, ...CHARGED);
    },
    TEST_MS,
  );

  it(
    'ends with the rejection of an order that is short of stock',
    async () => {
      const { traceId, body } = await call<Order>('/orders', tooMany);
      expect(await settled(body)).toBe('REJECTED');
      const short = ['analytics', 'notification', 'order-api'];
      const told = ['analytics', 'inventory', 'notification'];
      await traceWith(
        traceId,
        ...REQUEST,
        ...eventEdges('INVENTORY_INSUFFICIENT', 'inventory', 'process ORDER_CREATED', short),
        ...eventEdges('ORDER_REJECTED', 'order-api', 'process INVENTORY_INSUFFICIENT', told),
      );
    },
    TEST_MS,
  );

  it(
    'names the order, and is linked to by what sent its events and by the transactions that handled them',
    async () => {
      const { traceId, body } = await call<Order>('/orders', laptop);
      const trace = await traceWith(traceId, ...REQUEST, ...RESERVED, ...CHARGED);
      const events = trace.filter(({ kind }) => kind === 'producer' || kind === 'consumer');
      expect(new Set(events.map(({ attributes }) => attributes['messaging.kafka.message.key']))).toEqual(
        new Set([body.id]),
      );
      await eventually(() => {
        for (const created of events.filter(({ kind }) => kind === 'producer')) {
          const senders = batchesOf(traceId).filter(({ kind, links }) => kind === 'client' && linksTo(links, created));
          expect(senders.map(({ service }) => service)).toEqual([created.service]);
          expect(senders[0]!.start).toBeGreaterThanOrEqual(created.start);
        }
        for (const processed of events.filter(({ kind }) => kind === 'consumer')) {
          const [chunk, ...others] = batchesOf(traceId).filter((batch) => linksTo(processed.links, batch));
          expect(others).toEqual([]);
          expect(chunk).toMatchObject({
            service: processed.service,
            kind: 'consumer',
            start: processed.start,
            end: processed.end,
          });
          expect(linksTo(chunk!.links, { spanId: processed.parentId! })).toBe(true);
          expect(processed.attributes['orderflow.fate']).toBe('handled');
        }
        return true;
      });
    },
    TEST_MS,
  );

  it(
    'goes on when an event that was dead is redriven',
    async () => {
      await system.call(GATEWAY, '/payments/provider', { broken: true });
      const { traceId, body: order } = await call<Order>('/orders', laptop);
      const dead = `/dead-letters?service=transaction&state=dead&key=${order.id}`;
      const letter = await eventually(
        async () => (await system.call<DeadLetters>(GATEWAY, dead)).body.items[0],
        30_000,
      );
      await system.call(GATEWAY, '/payments/provider', { broken: false });
      await system.call(GATEWAY, `/dead-letters/${letter.id}/redrive?service=transaction`, {});
      expect(await settled(order)).toBe('CONFIRMED');

      const again = 'transaction process INVENTORY_RESERVED < inventory create INVENTORY_RESERVED';
      const trace = await traceWith(traceId, ...REQUEST, ...RESERVED, again, ...CHARGED);
      const attempts = trace
        .filter((span) => nameOf(span) === 'transaction process INVENTORY_RESERVED')
        .sort((a, b) => a.start - b.start);
      expect(attempts.map(({ attributes, failed }) => [attributes['orderflow.fate'], failed])).toEqual([
        ['dead', true],
        ['handled', false],
      ]);
      const charged = trace.find(({ name }) => name === 'create ORDER_PROCESSED');
      expect(charged!.parentId).toBe(attempts[1]!.spanId);
    },
    TEST_MS,
  );

  it('is named by a problem', async () => {
    const { traceId, status, body } = await call<{ traceId: string }>('/orders', { customerId: 'CUST-1', items: [] });
    expect([status, body.traceId]).toEqual([400, traceId]);
  });

  it(
    'is missed by nobody when its receiver is gone',
    async () => {
      await receiver.close();
      await system.run('stop', '--', 'inventory');
      await system.run('start', '--', 'inventory');
      const { body: first } = await call<Order>('/orders', laptop);
      expect(await settled(first)).toBe('CONFIRMED');
      const warnings = async () => (await system.run('logs', '--', 'inventory')).split('Spans are lost').length - 1;
      await eventually(async () => (await warnings()) > 0, 30_000);
      const { body: second } = await call<Order>('/orders', laptop);
      expect(await settled(second)).toBe('CONFIRMED');
      expect(await system.call(GATEWAY, '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect(await warnings()).toBe(1);
    },
    TEST_MS,
  );
});

const linksTo = (links: Span['links'], { spanId }: Pick<Span, 'spanId'>) =>
  links.some((link) => link.spanId === spanId);
