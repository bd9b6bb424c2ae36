import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceBed } from '@orderflow/service/testing';
import { OrderApi, sampleOrder, testBed } from './fixtures/order-api.js';

interface ProblemBody {
  readonly code: string;
  readonly errors?: readonly { readonly field: string }[];
}

const json = { 'content-type': 'application/json' };
const line = { itemId: 'A', quantity: 1 };
const withLine = (changes: object) => ({ ...sampleOrder, items: [{ ...line, ...changes }] });

describe('refused requests', () => {
  let bed: ServiceBed;
  let api: OrderApi;
  beforeAll(async () => {
    bed = await testBed();
    api = await OrderApi.start(bed);
  }, 60_000);
  afterAll(async () => {
    const stored = await bed.database.query(`
      SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM idempotency_key) AS keys,
        (SELECT last_value FROM outbox_id_seq WHERE is_called) AS events`);
    await bed.close();
    expect(stored).toEqual([{ orders: '0', keys: '0', events: null }]);
  });

  const post = (body: string, headers: Record<string, string> = json) =>
    api.send<ProblemBody>('POST', '/orders', headers, body);

  it.each<[string, unknown, string]>([
    ['no items', { ...sampleOrder, items: [] }, 'items'],
    ['items missing', { customerId: 'C' }, 'items'],
    [
      '101 lines',
      { ...sampleOrder, items: Array.from({ length: 101 }, (_, n) => ({ ...line, itemId: `I${n}` })) },
      'items',
    ],
    ['an item twice', { ...sampleOrder, items: [line, { ...line, quantity: 2 }] }, 'items'],
    ['a line that is null', { ...sampleOrder, items: [null] }, 'items[0]'],
    ['lines that are no list', { ...sampleOrder, items: line }, 'items'],
    ['quantity 0', withLine({ quantity: 0 }), 'items[0].quantity'],
    ['quantity 10001', withLine({ quantity: 10_001 }), 'items[0].quantity'],
    ['a fraction', withLine({ quantity: 1.5 }), 'items[0].quantity'],
    ['a quantity as text', withLine({ quantity: '1' }), 'items[0].quantity'],
    ['no item', withLine({ itemId: undefined }), 'items[0].itemId'],
    ['an item of 65 characters', withLine({ itemId: 'x'.repeat(65) }), 'items[0].itemId'],
    ['U+0000', withLine({ itemId: 'a\0b' }), 'items[0].itemId'],
    ['three decimals in a price', withLine({ unitPrice: 1.005 }), 'items[0].unitPrice'],
    ['a negative price', withLine({ unitPrice: -1 }), 'items[0].unitPrice'],
    ['a null price', withLine({ unitPrice: null }), 'items[0].unitPrice'],
    ['three decimals in the total', { ...sampleOrder, totalAmount: 2500.001 }, 'totalAmount'],
    ['a huge total', { ...sampleOrder, totalAmount: 1e15 }, 'totalAmount'],
    ['no customer', { ...sampleOrder, customerId: undefined }, 'customerId'],
    ['an empty customer', { ...sampleOrder, customerId: '' }, 'customerId'],
    ['an unknown field', { ...sampleOrder, status: 'CONFIRMED' }, 'status'],
    ['an unknown field of a line', withLine({ price: 1 }), 'items[0].price'],
    ['a list', [sampleOrder], 'body'],
    ['null', null, 'body'],
  ])('answers %s with 400 and the field', async (_what, body, field) => {
    const { status, headers, body: problem } = await post(JSON.stringify(body));
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(problem.code).toBe('REQUEST.INVALID');
    expect(problem.errors?.map((error) => error.field)).toContain(field);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['malformed JSON', '{"customerId":', json, 400, 'REQUEST.MALFORMED_JSON'],
    ['an empty body', '', json, 400, 'REQUEST.MALFORMED_JSON'],
    ['another content type', 'a=1', { 'content-type': 'text/plain' }, 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ['a body above 256 KiB', JSON.stringify({ x: 'x'.repeat(257 * 1024) }), json, 413, 'REQUEST.TOO_LARGE'],
    [
      'an Idempotency-Key with a space',
      JSON.stringify(sampleOrder),
      { ...json, 'idempotency-key': 'a b' },
      400,
      'REQUEST.INVALID',
    ],
  ])('answers %s', async (_what, body, headers, status, code) => {
    expect(await post(body, headers)).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['GET', '/orders/01900000-0000-7000-8000-000000000001', 404, 'ORDER.NOT_FOUND'],
    ['POST', '/orders/01900000-0000-7000-8000-000000000001/cancel', 404, 'ORDER.NOT_FOUND'],
    ['GET', '/orders/1', 400, 'REQUEST.INVALID'],
    ['POST', '/orders/1/cancel', 400, 'REQUEST.INVALID'],
    ['GET', '/orders?status=LOST', 400, 'REQUEST.INVALID'],
    ['GET', '/orders?limit=101', 400, 'REQUEST.INVALID'],
    ['GET', '/orders?cursor=made-up', 400, 'REQUEST.INVALID'],
    ['GET', '/orders?unknown=1', 400, 'REQUEST.INVALID'],
    ['DELETE', '/orders', 405, 'REQUEST.METHOD_NOT_ALLOWED'],
  ])('answers %s %s with %i', async (method, path, status, code) => {
    const answer = await api.send<ProblemBody>(method, path);
    expect(answer).toMatchObject({ status, body: { code } });
  });
});
