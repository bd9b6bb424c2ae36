import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@orderflow/service';
import type { PriceView } from '../src/prices/price.dto.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

describe('the price list', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  it('begins with the sample prices, listed page by page', async () => {
    const { body: first } = await bed.get<Page<PriceView>>('/prices?limit=15');
    const { body: second } = await bed.get<Page<PriceView>>(`/prices?limit=15&cursor=${first.nextCursor}`);
    const items = [...first.items, ...second.items];
    expect(items.map(({ itemId }) => itemId)).toEqual(
      Array.from({ length: 20 }, (_, at) => `ITEM-${String(at + 1).padStart(3, '0')}`),
    );
    expect(items.slice(0, 3)).toMatchObject([
      { name: 'Workstation', unitPrice: 1000, currency: 'USD' },
      { name: 'Keyboard', unitPrice: 100 },
      { name: 'Laptop', unitPrice: 999.99 },
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('takes a new price, and keeps the name that is not sent', async () => {
    const added = await bed.put<PriceView>('/prices/TEST-1', { unitPrice: 19.99, name: 'Stapler' });
    const changed = await bed.put<PriceView>('/prices/TEST-1', { unitPrice: 1_000_000 });
    expect(added).toMatchObject({ status: 200, body: { itemId: 'TEST-1', unitPrice: 19.99, name: 'Stapler' } });
    expect(changed).toMatchObject({ status: 200, body: { unitPrice: 1_000_000, name: 'Stapler' } });
  });

  it.each<[string, object]>([
    ['unitPrice', { unitPrice: 1.005 }],
    ['unitPrice', { unitPrice: -1 }],
    ['unitPrice', { unitPrice: 1_000_000.01 }],
    ['unitPrice', {}],
    ['name', { unitPrice: 1, name: '' }],
  ])('names what is wrong with a price: %s in %j', async (field, body) => {
    const answer = await bed.put('/prices/ITEM-001', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID', errors: [{ field }] } });
  });

  it('refuses an item id that no order could carry', async () => {
    const answer = await bed.put(`/prices/${'x'.repeat(65)}`, { unitPrice: 1 });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'itemId' }] } });
  });
});
