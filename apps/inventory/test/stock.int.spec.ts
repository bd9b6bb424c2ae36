import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@orderflow/service';
import type { RestockView } from '../src/stock/restock.dto.js';
import type { StockView } from '../src/stock/stock.dto.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

describe('the stock', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const restock = (itemId: string, body: object, key?: string) =>
    bed.post<RestockView>(`/inventory/${itemId}/restock`, body, key === undefined ? {} : { 'idempotency-key': key });

  it('begins with the sample items, listed page by page', async () => {
    const first = (await bed.get<Page<StockView>>('/inventory?limit=15')).body;
    const second = (await bed.get<Page<StockView>>(`/inventory?limit=15&cursor=${first.nextCursor}`)).body;

    const items = [...first.items, ...second.items];
    expect(items.map(({ itemId }) => itemId)).toEqual(
      Array.from({ length: 20 }, (_, at) => `ITEM-${String(at + 1).padStart(3, '0')}`),
    );
    expect(items.slice(0, 3)).toMatchObject([
      { name: 'Workstation', available: 50, reserved: 0, sold: 0, initial: 50, restocked: 0 },
      { name: 'Keyboard', available: 200 },
      { name: 'Laptop', available: 50 },
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('says that an item is unknown', async () => {
    expect(await bed.get('/inventory/UNKNOWN')).toMatchObject({
      status: 404,
      body: { code: 'INVENTORY.ITEM_NOT_FOUND' },
    });
    expect((await restock('UNKNOWN', { quantity: 1 }, 'key')).status).toBe(404);
  });

  it('restocks once per key, and replays the first answer', async () => {
    const itemId = await bed.addItem(10);
    const first = await restock(itemId, { quantity: 5 }, 'delivery-1');
    await restock(itemId, { quantity: 1 }, 'delivery-2');
    const again = await restock(itemId, { quantity: 5 }, 'delivery-1');

    expect(first).toMatchObject({ status: 201, body: { itemId, quantity: 5, available: 15 } });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await bed.stockOf(itemId)).toMatchObject({ available: 16, restocked: 6, initial: 10 });
  });

  it('restocks once when the same request arrives many times at once', async () => {
    const itemId = await bed.addItem(0);
    const responses = await Promise.all(Array.from({ length: 8 }, () => restock(itemId, { quantity: 5 }, 'delivery')));
    expect(new Set(responses.map(({ body }) => body.restockId)).size).toBe(1);
    expect(await bed.stockOf(itemId)).toMatchObject({ available: 5, restocked: 5 });
  });

  it('refuses a key that was used with another quantity, but not with another item', async () => {
    const [itemId, other] = [await bed.addItem(0), await bed.addItem(0)];
    await restock(itemId, { quantity: 5 }, 'delivery');
    const reused = await restock(itemId, { quantity: 6 }, 'delivery');

    expect(reused).toMatchObject({ status: 422, body: { code: 'INVENTORY.IDEMPOTENCY_KEY_REUSED' } });
    expect((await restock(other, { quantity: 6 }, 'delivery')).status).toBe(201);
    expect(await bed.stockOf(itemId)).toMatchObject({ restocked: 5 });
  });

  it.each<[string, object, string | undefined]>([
    ['Idempotency-Key', { quantity: 1 }, undefined],
    ['quantity', { quantity: 0 }, 'key'],
    ['quantity', { quantity: 1.5 }, 'key'],
    ['price', { quantity: 1, price: 1 }, 'key'],
  ])('names what is wrong with a restock: %s', async (field, payload, key) => {
    expect(await restock('ITEM-001', payload, key)).toMatchObject({
      status: 400,
      body: { code: 'REQUEST.INVALID', errors: [{ field }] },
    });
  });
});
