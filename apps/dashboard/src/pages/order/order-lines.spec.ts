import { expect, it } from '@jest/globals';
import type { Order } from '../../api/orders';
import type { Transaction } from '../../api/transactions';
import { linesOf } from './order-lines';

const order = {
  items: [
    { itemId: 'A', quantity: 2, unitPrice: 899.99 },
    { itemId: 'B', quantity: 1 },
  ],
} as unknown as Order;

it('shows what was quoted beside what it costs, as soon as that is known', () => {
  const transaction = { currency: 'USD', items: [{ itemId: 'A', quantity: 2, unitPrice: 999.99 }] };
  expect(linesOf(order, undefined).map(({ quoted, price }) => [quoted, price])).toEqual([
    [899.99, undefined],
    [undefined, undefined],
  ]);
  expect(linesOf(order, transaction as unknown as Transaction)[0]).toEqual({
    itemId: 'A',
    quantity: 2,
    quoted: 899.99,
    price: 999.99,
    currency: 'USD',
  });
});
