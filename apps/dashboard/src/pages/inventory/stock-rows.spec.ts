import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Stock } from '../../api/inventory';
import { found, stockRowsOf } from './stock-rows';

const item = (itemId: string, available: number, rest: Partial<Stock> = {}): Stock => ({
  itemId,
  name: `Name of ${itemId}`,
  available,
  reserved: 0,
  sold: 0,
  initial: 100,
  restocked: 0,
  ...rest,
});
const price = { itemId: 'A', name: 'A', unitPrice: 9.99, currency: 'USD', updatedAt: '2026-01-01T12:00:00Z' };

describe('stockRowsOf', () => {
  it('puts the price beside its item, and none where there is none', () => {
    const rows = stockRowsOf([item('A', 1), item('B', 1)], [price]);
    expect(rows.map((row) => row.price?.unitPrice)).toEqual([9.99, undefined]);
  });

  it.each([
    [0, 0, 'out'],
    [9, 0, 'low'],
    [10, 0, 'ok'],
    [19, 100, 'low'],
  ])('with %i of 100 and %i more, an item is %s', (available, restocked, level) => {
    expect(stockRowsOf([item('A', available, { restocked })], [])[0]!.level).toBe(level);
  });

  it('shares the bar among available, reserved and sold units', () => {
    const units = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(units, units, units, (available, reserved, sold) => {
        const [row] = stockRowsOf([item('A', available, { reserved, sold })], []);
        const sum = Object.values(row!.shares).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(available + reserved + sold === 0 ? 0 : 100, 6);
      }),
    );
  });
});

describe('found', () => {
  const rows = stockRowsOf(
    [item('ITEM-001', 50, { name: 'Workstation' }), item('ITEM-002', 3, { name: 'USB-C cable, 2 m' })],
    [],
  );
  const idsOf = (text: string, lowOnly = false) => found(rows, { text, lowOnly }).map(({ itemId }) => itemId);

  it('finds by id or name, in any case, all words', () => {
    expect(idsOf('001')).toEqual(['ITEM-001']);
    expect(idsOf('usb 2')).toEqual(['ITEM-002']);
    expect(idsOf('usb work')).toEqual([]);
    expect(idsOf(' ')).toEqual(['ITEM-001', 'ITEM-002']);
  });

  it('shows only what is low when asked to', () => {
    expect(idsOf('', true)).toEqual(['ITEM-002']);
  });
});
