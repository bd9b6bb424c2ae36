import { describe, expect, it } from '@jest/globals';
import type { CatalogueItem } from './catalogue';
import { addLine, firstLine, orderRequestOf } from './order-draft';

const item = (itemId: string, available: number): CatalogueItem => ({
  itemId,
  name: itemId,
  available,
  unitPrice: 1,
  currency: 'USD',
});

describe('the draft of an order', () => {
  it('begins with one unit of the first item in stock', () => {
    expect(firstLine([item('A', 0), item('B', 3)])).toMatchObject([{ itemId: 'B', quantity: '1' }]);
  });

  it('takes each item once, sold out ones last, each line with a key of its own', () => {
    const catalogue = [item('A', 0), item('B', 3), item('C', 3)];
    const lines = addLine(addLine(firstLine(catalogue), catalogue), catalogue);
    expect(lines.map(({ itemId }) => itemId)).toEqual(['B', 'C', 'A']);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
    expect(addLine(lines, catalogue)).toEqual(lines);
  });

  it('has no line when there is nothing to order', () => {
    expect(firstLine([])).toEqual([]);
  });

  it('sends a quote only when there is one', () => {
    const lines = [{ key: 1, itemId: 'B', quantity: '2' }];
    expect(orderRequestOf(' CUST-1 ', lines, '')).toEqual({
      customerId: 'CUST-1',
      items: [{ itemId: 'B', quantity: 2 }],
    });
    expect(orderRequestOf('CUST-1', lines, '19.98').totalAmount).toBe(19.98);
  });
});
