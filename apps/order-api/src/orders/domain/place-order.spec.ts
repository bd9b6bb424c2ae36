import { eventOf, OrderCreated } from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { OrderStatus } from './order.js';
import { placeOrder } from './place-order.js';

describe('placeOrder', () => {
  it('makes a pending order and passes the quote on', () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const request = { customerId: 'C', items: [{ itemId: 'A', quantity: 2, unitPrice: 500 }], quotedTotal: 1_000 };
    expect(placeOrder('1', request, at)).toEqual({
      order: { id: '1', customerId: 'C', status: OrderStatus.Pending, statusSince: at },
      event: eventOf(OrderCreated, { orderId: '1', ...request }),
    });
  });
});
