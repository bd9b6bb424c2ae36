import { DeclineReason, MAX_CENTS, MAX_LINES, MAX_QUANTITY, MAX_UNIT_PRICE } from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priceOrder } from './price-order.js';

const priceList = { currency: 'USD', prices: new Map(Object.entries({ A: 100_000, B: 10_000, FREE: 0 })) };
const items = [
  { itemId: 'A', quantity: 2 },
  { itemId: 'B', quantity: 5 },
];

describe('priceOrder', () => {
  it('charges quantity × price, summed', () => {
    expect(priceOrder({ items }, priceList)).toEqual({
      kind: 'priced',
      charge: {
        items: [
          { itemId: 'A', quantity: 2, unitPrice: 100_000 },
          { itemId: 'B', quantity: 5, unitPrice: 10_000 },
        ],
        total: 250_000,
        currency: 'USD',
      },
    });
  });

  it('accepts a quote that agrees', () => {
    const quoted = [{ itemId: 'A', quantity: 2, unitPrice: 100_000 }];
    expect(priceOrder({ items: quoted, quotedTotal: 200_000 }, priceList)).toMatchObject({ kind: 'priced' });
  });

  it('declines a quoted total that differs, and says both figures', () => {
    expect(priceOrder({ items, quotedTotal: 500_000 }, priceList)).toEqual({
      kind: 'declined',
      decline: {
        reason: DeclineReason.QuoteMismatch,
        detail: 'The order was quoted at 5000.00 but costs 2500.00',
        quotedTotal: 500_000,
        computedTotal: 250_000,
      },
    });
  });

  it('declines a quoted unit price that differs, and says both figures, even if the total agrees', () => {
    const quoted = [
      { itemId: 'A', quantity: 1 },
      { itemId: 'B', quantity: 5, unitPrice: 9_999 },
    ];
    expect(priceOrder({ items: quoted, quotedTotal: 150_000 }, priceList)).toMatchObject({
      kind: 'declined',
      decline: { reason: DeclineReason.QuoteMismatch, detail: 'B was quoted at 99.99 but costs 100.00' },
    });
  });

  it('declines an item without a price', () => {
    expect(priceOrder({ items: [...items, { itemId: 'X', quantity: 1 }], quotedTotal: 1 }, priceList)).toEqual({
      kind: 'declined',
      decline: { reason: DeclineReason.UnpricedItem, detail: 'X has no price', quotedTotal: 1 },
    });
  });

  it('does not take a price of nothing for a missing one', () => {
    const quoted = [{ itemId: 'FREE', quantity: 1, unitPrice: 0 }];
    expect(priceOrder({ items: quoted, quotedTotal: 0 }, priceList)).toMatchObject({ charge: { total: 0 } });
  });

  it('is exact and publishable for every legal order', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: MAX_QUANTITY }), price: fc.nat(MAX_UNIT_PRICE) });
    const largest = Array.from({ length: MAX_LINES }, () => ({ quantity: MAX_QUANTITY, price: MAX_UNIT_PRICE }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: MAX_LINES }), (lines) => {
        const prices = new Map(lines.map(({ price }, index) => [`${index}`, price]));
        const items = lines.map(({ quantity }, index) => ({ itemId: `${index}`, quantity }));
        const total = lines.reduce((sum, { quantity, price }) => sum + BigInt(quantity) * BigInt(price), 0n);
        expect(total).toBeLessThanOrEqual(BigInt(MAX_CENTS));
        expect(priceOrder({ items }, { currency: 'USD', prices })).toMatchObject({ charge: { total: Number(total) } });
      }),
      { examples: [[largest]] },
    );
  });
});
