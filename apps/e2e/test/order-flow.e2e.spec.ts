import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { System } from './system/system.js';

const GATEWAY = 0;
const ORDER_API = 1;
const INVENTORY = 2;
const NOTIFICATION = 3;
const ANALYTICS = 4;
const TRANSACTION = 5;

interface Order {
  readonly id: string;
  readonly status: string;
}
interface Stock {
  readonly itemId: string;
  readonly available: number;
}
interface Notification {
  readonly kind: string;
  readonly channel: string;
  readonly text: string;
}
interface Page<Item> {
  readonly items: Item[];
}
interface AsyncApi {
  readonly channels: Readonly<Record<string, unknown>>;
  readonly components: { readonly messages: Readonly<Record<string, { headers: object; payload: object }>> };
}
interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: { readonly data: unknown };
}

const workstations = {
  customerId: 'CUST-123',
  items: [
    { itemId: 'ITEM-001', quantity: 2 },
    { itemId: 'ITEM-002', quantity: 5 },
  ],
  totalAmount: 2500,
};
const tooMany = { customerId: 'CUST-456', items: [{ itemId: 'ITEM-001', quantity: 100 }], totalAmount: 5000 };
const laptops = { customerId: 'CUST-789', items: [{ itemId: 'ITEM-003', quantity: 2 }] };

describe('the order flow, as npm start starts it', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start();
  }, 310_000);
  afterAll(async () => {
    expect(await system.stop()).toContain('Stopped. The data is kept');
  }, 60_000);

  const place = async (order: object, service = ORDER_API, path = '/orders') => {
    const { status, headers, body } = await system.call<Order>(service, path, order);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/orders/${body.id}`);
    return body;
  };
  const settled = async ({ id }: Order, service = ORDER_API) =>
    (await system.call<Order>(service, `/orders/${id}`, undefined, { Prefer: 'wait=20' })).body;
  const availableOf = async (itemId: string, service = INVENTORY) =>
    (await system.call<Stock>(service, `/inventory/${itemId}`)).body.available;
  const notificationsOf = async ({ id }: Order, service = NOTIFICATION) =>
    (await system.call<Page<Notification>>(service, `/notifications?orderId=${id}`)).body.items;
  const mailsOf = async (order: Order) => (await notificationsOf(order)).filter(({ channel }) => channel === 'EMAIL');

  it('says where everything is, and what to try', async () => {
    await eventually(() => system.printed.includes('curl -X POST localhost:'));
    expect(system.printed).toMatch(/Order API +http:\/\/localhost:\d+/);
  });

  it('confirms an order, takes its stock and tells the customer', async () => {
    const order = await place(workstations);
    expect(order.status).toBe('PENDING');
    expect(await settled(order)).toMatchObject({ status: 'CONFIRMED' });
    await eventually(async () => (await availableOf('ITEM-001')) === 48 && (await availableOf('ITEM-002')) === 195);
    const mails = await eventually(async () => {
      const found = await mailsOf(order);
      return found.length === 2 && found;
    });
    expect(mails.map(({ text }) => text).join('\n')).toContain('$2500.00');
  });

  it('rejects an order that is short of stock, and moves nothing', async () => {
    const before = await availableOf('ITEM-001');
    const order = await place(tooMany);
    expect(await settled(order)).toMatchObject({ status: 'REJECTED', reason: 'INSUFFICIENT_STOCK' });
    expect(await availableOf('ITEM-001')).toBe(before);
  });

  it('confirms two laptops through the gateway at 1999.98', async () => {
    const order = await place(laptops, GATEWAY);
    expect(await settled(order, GATEWAY)).toMatchObject({ status: 'CONFIRMED', total: 1999.98 });
    await eventually(async () => (await availableOf('ITEM-003', GATEWAY)) === 48);
    await eventually(async () =>
      (await notificationsOf(order, GATEWAY)).some(({ text }) => text === 'Your order of $1999.98 has been confirmed!'),
    );
    expect((await system.call<{ total: number }>(GATEWAY, `/transactions/${order.id}`)).body).toMatchObject({
      total: 1999.98,
    });
  });

  it('gives stock and money back when a confirmed order is cancelled', async () => {
    const before = await availableOf('ITEM-004');
    const order = await place({ customerId: 'CUST-1', items: [{ itemId: 'ITEM-004', quantity: 3 }] });
    expect(await settled(order)).toMatchObject({ status: 'CONFIRMED' });
    expect((await system.call<Order>(ORDER_API, `/orders/${order.id}/cancel`, {})).body.status).toBe('CANCELLED');
    await eventually(async () => (await availableOf('ITEM-004')) === before);
    await eventually(async () => {
      const { body } = await system.call<{ status: string }>(TRANSACTION, `/transactions/${order.id}`);
      return body.status === 'REFUNDED';
    });
  });

  it('counts what was sold, less what was refunded', async () => {
    await eventually(async () => {
      const { body } = await system.call<{ confirmed: number; revenue: number }>(ANALYTICS, '/analytics/summary');
      return body.confirmed === 3 && body.revenue === 2500 + 1999.98;
    });
  });

  it('publishes what its AsyncAPI document says, headers and data', async () => {
    const { channels, components } = (await system.call<AsyncApi>(GATEWAY, '/asyncapi.json')).body;
    const ajv = addFormats.default(new Ajv());
    const seen = new Set<string>();
    for (const topic of Object.keys(channels)) {
      const { items } = (await system.call<Page<Message>>(GATEWAY, `/topics/${topic}/messages?limit=200`)).body;
      for (const { headers, payload } of items) {
        const name = `${headers.ce_type}.v${headers.ce_dataschemaversion}`;
        const said = components.messages[name]!;
        expect([name, ajv.validate(said.headers, headers), ajv.errors]).toEqual([name, true, null]);
        expect([name, ajv.validate(said.payload, payload.data), ajv.errors]).toEqual([name, true, null]);
        seen.add(name);
      }
    }
    // The orders above have met all but a declined charge.
    expect([...seen].sort()).toEqual(
      Object.keys(components.messages)
        .filter((name) => name !== 'ORDER_DECLINED.v1')
        .sort(),
    );
  });

  it('goes on without notification, which then catches up, once each', async () => {
    await system.run('stop', '--', 'notification');
    const orders = await Promise.all(Array.from({ length: 20 }, () => place(laptopStand)));
    for (const order of orders) expect(await settled(order)).toMatchObject({ status: 'CONFIRMED' });
    const refused = await system.call(GATEWAY, '/notifications');
    expect(refused).toMatchObject({ status: 503, body: { code: 'UPSTREAM.UNAVAILABLE' } });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await system.call(GATEWAY, '/orders')).status).toBe(200);
    await system.run('start', '--', 'notification');
    for (const order of orders) {
      await eventually(async () => (await mailsOf(order)).length === 2);
      expect((await mailsOf(order)).map(({ kind }) => kind).sort()).toEqual(['CONFIRMED', 'RECEIVED']);
    }
  }, 120_000);

  it.each([ORDER_API, INVENTORY, NOTIFICATION, ANALYTICS, TRANSACTION, GATEWAY])(
    'is healthy at port base + %i',
    async (offset) => {
      expect(await system.call(offset, '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    },
  );
});

const laptopStand = { customerId: 'CUST-20', items: [{ itemId: 'ITEM-002', quantity: 1 }] };
