import { describe, expect, it } from '@jest/globals';
import type { Order } from '../../api/orders';
import { newOrdersIn, withEvents } from './live-orders';

const order = (id: string, status: Order['status']): Order => ({
  id,
  customerId: 'CUST-123',
  status,
  statusSince: '2026-01-01T12:00:00.000Z',
  createdAt: '2026-01-01T12:00:00.000Z',
  items: [],
});
const event = (orderId: string, type: string) => ({ orderId, type });

describe('withEvents', () => {
  it('shows what has become of the orders that are listed', () => {
    const orders = [order('1', 'PENDING'), order('2', 'RESERVED'), order('3', 'CONFIRMED')];
    const events = [event('2', 'ORDER_CONFIRMED'), event('3', 'ORDER_CANCELLED'), event('9', 'ORDER_CONFIRMED')];
    expect(withEvents(orders, events).map(({ status }) => status)).toEqual(['PENDING', 'CONFIRMED', 'CANCELLED']);
  });

  it('follows several events of one order', () => {
    const events = ['INVENTORY_RESERVED', 'ORDER_PROCESSED', 'ORDER_CONFIRMED'].map((type) => event('1', type));
    expect(withEvents([order('1', 'PENDING')], events)[0]!.status).toBe('CONFIRMED');
  });

  it('does not take an order back when an earlier event is told late', () => {
    const events = [event('1', 'INVENTORY_RESERVED'), event('1', 'ORDER_CONFIRMED')];
    expect(withEvents([order('1', 'CANCELLED')], events)[0]!.status).toBe('CANCELLED');
  });

  it('gives the same list back when nothing has changed, so that nothing is drawn', () => {
    const orders = [order('1', 'CONFIRMED')];
    expect(withEvents(orders, [event('1', 'ORDER_CONFIRMED'), event('2', 'ORDER_CREATED')])).toBe(orders);
  });
});

describe('newOrdersIn', () => {
  const sample = [event('b', 'ORDER_CREATED'), event('c', 'ORDER_CREATED'), event('c', 'ORDER_CONFIRMED')];

  it('counts all that were placed, not only those of the sample', () => {
    expect(newOrdersIn({ byType: { ORDER_CREATED: 12, ORDER_CONFIRMED: 9 }, sample }, undefined)).toBe(12);
  });

  it('leaves out those that the list has already', () => {
    expect(newOrdersIn({ byType: { ORDER_CREATED: 2 }, sample }, 'b')).toBe(1);
    expect(newOrdersIn({ byType: { ORDER_CREATED: 2 }, sample }, 'c')).toBe(0);
  });

  it('is none when other events came', () => {
    expect(newOrdersIn({ byType: { ORDER_CONFIRMED: 3 }, sample: [] }, 'b')).toBe(0);
  });
});
