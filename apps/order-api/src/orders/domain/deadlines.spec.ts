import { describe, expect, it } from '@jest/globals';
import { isOverdue } from './deadlines.js';
import { OrderStatus, type Order } from './order.js';

const deadlines = { pendingSeconds: 86_400, reservedSeconds: 900 };
const statusSince = new Date('2026-01-01T00:00:00Z');
const after = (seconds: number) => new Date(statusSince.getTime() + seconds * 1_000);
const order = (status: OrderStatus): Order => ({ id: '1', customerId: 'C', status, statusSince });

describe('isOverdue', () => {
  it.each([
    [OrderStatus.Pending, 86_400],
    [OrderStatus.Reserved, 900],
  ])('ends the time of a %s order after %i seconds, not earlier', (status, seconds) => {
    expect(isOverdue(order(status), deadlines, after(seconds - 1))).toBe(false);
    expect(isOverdue(order(status), deadlines, after(seconds))).toBe(true);
  });

  it.each([OrderStatus.Confirmed, OrderStatus.Rejected, OrderStatus.Cancelled])('never for a %s order', (status) => {
    expect(isOverdue(order(status), deadlines, after(1e9))).toBe(false);
  });
});
