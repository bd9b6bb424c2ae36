import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page, ProblemDetails, Scope } from '@orderflow/service';
import { authenticated, routesOpenTo, tokenOf } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type { TransactionView } from '../src/payments/transaction.dto.js';
import { reserved } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed(authenticated);
});
afterAll(() => bed.close());

const get = async <Body>(path: string, customerId: string) =>
  bed.get<Body>(path, await tokenOf(customerId, 'orders:read'));

it('without a token only the probes answer', async () => {
  expect(await routesOpenTo(bed.first)).toEqual(['GET /health/live', 'GET /health/ready']);
});

it('any token opens the price list, and nothing else', async () => {
  const open = await routesOpenTo(bed.first, await tokenOf('CUST-1'));
  expect(open).toEqual(['GET /health/live', 'GET /health/ready', 'GET /prices']);
});

describe('a transaction', () => {
  it('is its customer’s: for another there is none', async () => {
    const [mine, other] = [uuid(), uuid()];
    await bed.kafka.publish(reserved(mine, { customerId: 'CUST-1' }), reserved(other, { customerId: 'CUST-2' }));
    for (const orderId of [mine, other]) await eventually(() => bed.typesAbout(orderId).length === 1);

    expect((await get(`/transactions/${mine}`, 'CUST-1')).status).toBe(200);
    const refusals = [
      await get<ProblemDetails>(`/transactions/${mine}`, 'CUST-2'),
      await get<ProblemDetails>(`/transactions/${uuid()}`, 'CUST-2'),
    ].map(({ status, body }) => [status, body.code]);
    expect(refusals).toEqual([
      [404, 'TRANSACTION.NOT_FOUND'],
      [404, 'TRANSACTION.NOT_FOUND'],
    ]);

    const listed = async (path: string) =>
      (await get<Page<TransactionView>>(path, 'CUST-1')).body.items.map(({ orderId }) => orderId);
    expect(await listed('/transactions')).toEqual([mine]);
    expect(await listed('/transactions?customerId=CUST-2')).toEqual([]);
    const all = await bed.get<Page<TransactionView>>('/transactions', await tokenOf('alice', 'admin'));
    expect(all.body.items).toHaveLength(2);
  });
});

it('setting a price needs prices:write, and breaking the provider admin', async () => {
  const put = async (...scopes: Scope[]) =>
    bed.put<ProblemDetails>('/prices/ITEM-001', { unitPrice: 10 }, await tokenOf('pricing', ...scopes));
  expect(await put('orders:write', 'inventory:write')).toMatchObject({ status: 403, body: { scope: 'prices:write' } });
  expect(await put('prices:write')).toMatchObject({ status: 200 });

  const mend = async (...scopes: Scope[]) =>
    bed.post<ProblemDetails>('/payments/provider', { broken: false }, await tokenOf('pricing', ...scopes));
  expect(await mend('prices:write')).toMatchObject({ status: 403, body: { scope: 'admin' } });
  expect(await mend('admin')).toMatchObject({ status: 200 });
});
