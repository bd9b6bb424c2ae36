import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CatalogueItem } from './catalogue';
import { quoteOf } from './quote';
import { randomOrder } from './random-order';

const item = (itemId: string, available: number, unitPrice?: number): CatalogueItem => ({
  itemId,
  name: itemId,
  available,
  unitPrice,
  currency: 'USD',
});
const catalogue = [item('A', 50, 999.99), item('B', 0, 10), item('C', 9, 0.1), item('D', 9), item('E', 5, 20.2)];
const fractions = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

describe('a random order', () => {
  it('has one to three different items that are in stock and priced, and the right quote', () => {
    fc.assert(
      fc.property(fractions, (stream) => {
        const order = randomOrder(catalogue, () => stream.next().value as number)!;
        const ids = order.items.map(({ itemId }) => itemId);
        expect(ids.length).toBeGreaterThanOrEqual(1);
        expect(ids.length).toBeLessThanOrEqual(3);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(['A', 'C', 'E']).toContain(id);
        for (const { quantity } of order.items) expect([1, 2]).toContain(quantity);
        expect(order.totalAmount).toBe(quoteOf(order.items, catalogue));
      }),
    );
  });

  it('asks for what is sold out when nothing else is left', () => {
    expect(randomOrder([item('B', 0, 10)], () => 0)?.items).toEqual([{ itemId: 'B', quantity: 1 }]);
  });

  it('is none when nothing has a price', () => {
    expect(randomOrder([item('D', 9)])).toBeUndefined();
  });
});

describe('a quote', () => {
  it('is exact to the cent', () => {
    expect(quoteOf([{ itemId: 'X', quantity: 3 }], [item('X', 9, 1.15)])).toBe(3.45);
    expect(
      quoteOf(
        [
          { itemId: 'A', quantity: 3 },
          { itemId: 'E', quantity: 1 },
        ],
        catalogue,
      ),
    ).toBe(3_020.17);
  });

  it('is none when an item has no price or is unknown', () => {
    expect(quoteOf([{ itemId: 'D', quantity: 1 }], catalogue)).toBeUndefined();
    expect(quoteOf([{ itemId: 'Z', quantity: 1 }], catalogue)).toBeUndefined();
  });
});
