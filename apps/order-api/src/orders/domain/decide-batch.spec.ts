import {
  eventOf,
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderRejected,
  ReleaseReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { decideBatch } from './decide-batch.js';
import { OrderStatus, type Order } from './order.js';

const now = new Date('2026-01-01T00:01:00Z');
const order = (id: string): Order => ({ id, customerId: 'C', status: OrderStatus.Pending, statusSince: new Date(0) });
const items = [{ itemId: 'A', quantity: 2 }];
const reserved = (orderId: string) => eventOf(InventoryReserved, { orderId, customerId: 'C', items });
const released = (orderId: string) => eventOf(InventoryReleased, { orderId, items, reason: ReleaseReason.Cancelled });
const insufficient = (orderId: string) => {
  const shortages = [{ itemId: 'A', requested: 2, available: 0 }];
  return eventOf(InventoryInsufficient, { orderId, customerId: 'C', shortages });
};

describe('decideBatch', () => {
  it('decides each event on what the one before has left', () => {
    const orders = new Map([order('1'), order('2'), order('3')].map((one) => [one.id, one]));
    const { orders: changed, events } = decideBatch(orders, [reserved('1'), insufficient('2'), released('1')], now);
    expect(changed).toMatchObject([
      { id: '1', status: OrderStatus.Reserved, stockReturnedAt: now },
      { id: '2', status: OrderStatus.Rejected },
    ]);
    expect(events).toMatchObject([{ orderId: '2' }]);
    expect(events[0]).toBeInstanceOf(OrderRejected);
  });

  it('reports what cannot be', () => {
    const news = [reserved('1'), insufficient('1'), reserved('unknown')];
    const { impossible, events } = decideBatch(new Map([['1', order('1')]]), news, now);
    expect(impossible).toEqual([news[1], news[2]]);
    expect(events).toEqual([]);
  });
});
