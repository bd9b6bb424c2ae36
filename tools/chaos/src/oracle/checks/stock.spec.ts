import { describe, expect, it } from '@jest/globals';
import { soundRun, withOrder } from '../../../test/fixtures/sound-run.js';
import type { StockLevel } from '../observed.js';
import { checkStock } from './stock.js';

const wrongWith = (changes: Partial<StockLevel>) => {
  const run = soundRun();
  return checkStock({ ...run, stock: [{ ...run.stock[0]!, ...changes }] }).wrong;
};

describe('checkStock', () => {
  it('tells how much was sold', () => {
    expect(checkStock(soundRun())).toMatchObject({ ok: true, seen: '1 items, 2 units sold' });
  });

  it('objects to an item that does not add up', () => {
    expect(wrongWith({ available: 57 })).toEqual(['A: 50 initial + 10 restocked ≠ 57 available + 0 reserved + 2 sold']);
  });

  it('objects to a negative quantity, even when the sum is right', () => {
    expect(wrongWith({ initial: -10, available: -2 })).toEqual(['A: negative: -2, 0, 2']);
  });

  it('objects to what stays reserved for nobody', () => {
    expect(wrongWith({ available: 57, reserved: 1 })).toEqual(['A: 1 still reserved']);
  });

  it('objects to units that were sold to nobody', () => {
    expect(wrongWith({ available: 57, sold: 3 })).toEqual(['A: 3 sold, but 2 in confirmed orders']);
  });

  it('objects to a confirmed order of an item that is not in stock', () => {
    const run = withOrder(soundRun(), 'bought', {
      items: [
        { itemId: 'A', quantity: 2 },
        { itemId: 'B', quantity: 1 },
      ],
    });
    expect(checkStock(run).wrong).toEqual(['B is in confirmed orders, but not in stock']);
  });
});
