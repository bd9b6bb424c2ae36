import { describe, expect, it } from '@jest/globals';
import type { Stock } from '../api/inventory';
import type { Price } from '../api/transactions';
import { catalogueOf } from './catalogue';

const stock = [
  { itemId: 'A', name: 'Anvil', available: 3 },
  { itemId: 'B', name: 'Bell', available: 0 },
] as Stock[];
const prices = [{ itemId: 'A', name: 'Anvil', unitPrice: 2, currency: 'EUR' }] as Price[];

describe('the catalogue', () => {
  it('has every item of the stock, with its price if it has one', () => {
    expect(catalogueOf(stock, prices)).toEqual([
      { itemId: 'A', name: 'Anvil', available: 3, unitPrice: 2, currency: 'EUR' },
      { itemId: 'B', name: 'Bell', available: 0, unitPrice: undefined, currency: 'EUR' },
    ]);
  });

  it('is the price list while inventory is away', () => {
    expect(catalogueOf([], prices)).toEqual([
      { itemId: 'A', name: 'Anvil', available: undefined, unitPrice: 2, currency: 'EUR' },
    ]);
  });
});
