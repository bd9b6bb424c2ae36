import { describe, expect, it } from '@jest/globals';
import { orderLines } from './order-lines.js';

describe('the lines of an order', () => {
  it('pair each item with the quantity in its place, or with one', () => {
    expect(orderLines(['ITEM-001', 'ITEM-002'], ['3'])).toEqual([
      { itemId: 'ITEM-001', quantity: 3 },
      { itemId: 'ITEM-002', quantity: 1 },
    ]);
  });

  it.each(['0', '-1', '1.5', 'two', ''])('are refused with the quantity %j', (quantity) => {
    expect(() => orderLines(['ITEM-001'], [quantity])).toThrow('no whole number above 0');
  });

  it('are refused with a quantity of nothing', () => {
    expect(() => orderLines(['ITEM-001'], ['1', '2'])).toThrow('more quantities than items');
  });
});
