import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page, ProblemDetails } from '@orderflow/service';
import { authenticated, routesOpenTo, ServiceBed, tokenOf, type Answer } from '@orderflow/service/testing';
import { AppModule } from '../src/app.module.js';
import { OrderApiSettings } from '../src/config.js';
import type { OrderResponse } from '../src/orders/order.response.js';

jest.setTimeout(60_000);

let bed: ServiceBed;
beforeAll(async () => {
  bed = await ServiceBed.start({
    name: 'order-api',
    module: AppModule,
    settings: OrderApiSettings,
    environment: authenticated,
  });
});
afterAll(() => bed.close());

const orderBy = (customerId: string) => ({ customerId, items: [{ itemId: 'ITEM-001', quantity: 1 }] });
const customer = (id: string) => tokenOf(id, 'orders:read', 'orders:write');
const place = async (id: string, headers = {}): Promise<OrderResponse> =>
  (await bed.post<OrderResponse>('/orders', orderBy(id), { ...(await customer(id)), ...headers })).body;
const refusalOf = ({ status, body }: Answer<unknown>) => [status, (body as ProblemDetails).code];

describe('without a token', () => {
  it('only the probes answer', async () => {
    expect(await routesOpenTo(bed.first)).toEqual(['GET /health/live', 'GET /health/ready']);
  });

  it('nothing more does than with one that has no scope', async () => {
    const open = await routesOpenTo(bed.first, await tokenOf('CUST-1'));
    expect(open).toEqual(['GET /health/live', 'GET /health/ready']);
  });
});

describe('a customer', () => {
  it('orders in its own name only', async () => {
    const answer = await bed.post('/orders', orderBy('CUST-1'), await customer('CUST-2'));
    expect(refusalOf(answer)).toEqual([403, 'AUTH.NOT_YOURS']);
    expect(await place('CUST-1')).toMatchObject({ customerId: 'CUST-1', status: 'PENDING' });
  });

  it('needs the scope, whose name the answer tells', async () => {
    const answer = await bed.post('/orders', orderBy('CUST-1'), await tokenOf('CUST-1', 'orders:read'));
    expect(refusalOf(answer)).toEqual([403, 'AUTH.INSUFFICIENT_SCOPE']);
    expect(answer.body).toMatchObject({ scope: 'orders:write' });
    const { id } = await place('CUST-1');
    expect(refusalOf(await bed.get(`/orders/${id}`, await tokenOf('CUST-1', 'orders:write')))).toEqual([
      403,
      'AUTH.INSUFFICIENT_SCOPE',
    ]);
  });

  it('sees its own orders, page by page, whatever it asks for and whosever cursor it has', async () => {
    const own = [await place('CUST-3'), await place('CUST-3'), await place('CUST-3')].map(({ id }) => id).reverse();
    const others = [await place('CUST-4'), await place('CUST-4')];
    const list = async (id: string, query = '') =>
      (await bed.get<Page<OrderResponse>>(`/orders?limit=2${query}`, await customer(id))).body;
    const idsIn = ({ items }: Page<OrderResponse>) => items.map(({ id }) => id);

    const first = await list('CUST-3');
    const second = await list('CUST-3', `&cursor=${first.nextCursor}`);
    expect([...idsIn(first), ...idsIn(second)]).toEqual(own);
    expect(second.nextCursor).toBeNull();
    expect(idsIn(await list('CUST-3', '&customerId=CUST-4'))).toEqual([]);
    expect(idsIn(await list('CUST-4', `&cursor=${first.nextCursor}`))).toEqual([]);
    const all = await bed.get<Page<OrderResponse>>(
      '/orders?limit=2&customerId=CUST-4',
      await tokenOf('alice', 'admin'),
    );
    expect(idsIn(all.body)).toEqual(others.map(({ id }) => id).reverse());
  });

  it('cannot tell another’s order from one that does not exist', async () => {
    const { id } = await place('CUST-1');
    const unknown = '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11';
    const other = await customer('CUST-2');
    const ask = async (of: string) => {
      const answers = [
        await bed.get(`/orders/${of}`, other),
        await bed.get(`/orders/${of}`, { ...other, prefer: 'wait=1' }),
        await bed.post(`/orders/${of}/cancel`, {}, other),
      ];
      return answers.map(({ status, headers, body }) => {
        const { requestId: _id, ...problem } = body as ProblemDetails;
        return [status, headers.get('preference-applied'), JSON.stringify(problem).replaceAll(of, 'ID')];
      });
    };
    expect(await ask(id)).toEqual(await ask(unknown));
    expect((await ask(id)).map(([status]) => status)).toEqual([404, 404, 404]);
    expect((await bed.get<OrderResponse>(`/orders/${id}`, await customer('CUST-1'))).body.status).toBe('PENDING');
  });

  it('cancels its own order; so does an administrator', async () => {
    const [mine, another] = [await place('CUST-1'), await place('CUST-1')];
    const byCustomer = await bed.post(`/orders/${mine.id}/cancel`, {}, await customer('CUST-1'));
    const byAdmin = await bed.post(`/orders/${another.id}/cancel`, {}, await tokenOf('alice', 'admin'));
    expect([byCustomer, byAdmin]).toMatchObject([{ body: { status: 'CANCELLED' } }, { body: { status: 'CANCELLED' } }]);
  });

  it('shares no Idempotency-Key with another', async () => {
    const key = { 'idempotency-key': 'the-same' };
    const [one, two] = [await place('CUST-1', key), await place('CUST-2', key)];
    expect([one.customerId, two.customerId]).toEqual(['CUST-1', 'CUST-2']);
    expect(one.id).not.toBe(two.id);
  });
});
