import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventOf, OrderCancelled, OrderCreated } from '@orderflow/contracts';
import type { ProblemDetails, Scope } from '@orderflow/service';
import { authenticated, routesOpenTo, ServiceBed, tokenOf } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { AppModule } from '../src/app.module.js';
import { InventorySettings } from '../src/config.js';

jest.setTimeout(60_000);

let bed: ServiceBed;
beforeAll(async () => {
  bed = await ServiceBed.start({
    name: 'inventory',
    module: AppModule,
    settings: InventorySettings,
    environment: authenticated,
  });
});
afterAll(() => bed.close());

const items = [{ itemId: 'ITEM-001', quantity: 1 }];
const read = async (orderId: string, customerId: string) =>
  bed.get<ProblemDetails>(`/inventory/reservations/${orderId}`, await tokenOf(customerId, 'orders:read'));

it('without a token only the probes answer', async () => {
  expect(await routesOpenTo(bed.first)).toEqual(['GET /health/live', 'GET /health/ready']);
});

it('any token opens the stock, and nothing else', async () => {
  expect(await routesOpenTo(bed.first, await tokenOf('CUST-1'))).toEqual([
    'GET /health/live',
    'GET /health/ready',
    'GET /inventory',
    'GET /inventory/:itemId',
  ]);
});

describe('a reservation', () => {
  it('is its customer’s: for another there is none', async () => {
    const orderId = uuid();
    await bed.kafka.publish(eventOf(OrderCreated, { orderId, customerId: 'CUST-1', items }));
    await eventually(async () => (await read(orderId, 'CUST-1')).status === 200);
    const [other, unknown] = [await read(orderId, 'CUST-2'), await read(uuid(), 'CUST-2')];
    expect([other, unknown]).toMatchObject([
      { status: 404, body: { code: 'RESERVATION.NOT_FOUND' } },
      { status: 404, body: { code: 'RESERVATION.NOT_FOUND' } },
    ]);
    const admin = await bed.get(`/inventory/reservations/${orderId}`, await tokenOf('alice', 'admin'));
    expect(admin.status).toBe(200);
  });

  it('is its customer’s also when the order ended before it began', async () => {
    const of = { orderId: uuid(), customerId: 'CUST-1' };
    await bed.kafka.publish(eventOf(OrderCancelled, { ...of, previousStatus: 'PENDING' }));
    await eventually(async () => (await read(of.orderId, 'CUST-1')).status === 200);
    expect((await read(of.orderId, 'CUST-2')).status).toBe(404);
  });

  it('of the time before customers were kept is an administrator’s', async () => {
    const orderId = uuid();
    await bed.database.query("INSERT INTO reservation (order_id, state) VALUES ($1, 'SOLD')", [orderId]);
    const admin = await bed.get(`/inventory/reservations/${orderId}`, await tokenOf('alice', 'admin'));
    expect([admin.status, (await read(orderId, 'CUST-1')).status]).toEqual([200, 404]);
  });
});

it('restocking needs inventory:write', async () => {
  const restock = async (...scopes: Scope[]) =>
    bed.post<ProblemDetails>(
      '/inventory/ITEM-001/restock',
      { quantity: 1 },
      { ...(await tokenOf('warehouse', ...scopes)), 'idempotency-key': uuid() },
    );
  expect(await restock('orders:write', 'prices:write')).toMatchObject({
    status: 403,
    body: { scope: 'inventory:write' },
  });
  expect(await restock('inventory:write')).toMatchObject({ status: 201 });
});
