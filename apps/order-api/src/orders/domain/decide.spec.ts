import {
  DeclineReason,
  eventOf,
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderCancelled,
  OrderConfirmed,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
  RejectionReason,
  ReleaseReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { decideCancel, decideNews, decideTimeout, type OrderNews } from './decide.js';
import { OrderStatus, type Order } from './order.js';

const id = '01900000-0000-7000-8000-000000000001';
const customerId = 'CUST-123';
const of = { orderId: id, customerId };
const earlier = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-01-01T00:01:00Z');
const items = [{ itemId: 'A', quantity: 2, unitPrice: 50_000 }];
const shortages = [{ itemId: 'A', requested: 2, available: 1 }];
const charge = { items, total: 100_000, currency: 'USD' };

const reserved = eventOf(InventoryReserved, { ...of, items });
const insufficient = eventOf(InventoryInsufficient, { ...of, shortages });
const released = eventOf(InventoryReleased, { orderId: id, items, reason: ReleaseReason.Cancelled });
const processed = eventOf(OrderProcessed, { ...of, transactionId: id, ...charge });
const declined = eventOf(OrderDeclined, {
  ...of,
  reason: DeclineReason.PaymentRefused,
  detail: 'The card has expired',
});
const refunded = eventOf(OrderRefunded, { orderId: id, transactionId: id, ...charge });

const order = (status: OrderStatus): Order => ({ id, customerId, status, statusSince: earlier });
const { Pending, Reserved, Confirmed, Rejected, Cancelled } = OrderStatus;

describe('decideNews', () => {
  it('reserves a pending order', () => {
    expect(decideNews(order(Pending), reserved, now)).toEqual({
      kind: 'changed',
      order: { ...order(Reserved), statusSince: now },
      events: [],
    });
  });

  it('rejects a pending order for want of stock', () => {
    const rejection = {
      reason: RejectionReason.InsufficientStock,
      detail: 'There is not enough stock of A',
      shortages,
    };
    expect(decideNews(order(Pending), insufficient, now)).toEqual({
      kind: 'changed',
      order: { ...order(Rejected), statusSince: now, rejection },
      events: [eventOf(OrderRejected, { ...of, ...rejection })],
    });
  });

  it.each([Pending, Reserved])('confirms a %s order that is charged', (status) => {
    expect(decideNews(order(status), processed, now)).toEqual({
      kind: 'changed',
      order: { ...order(Confirmed), statusSince: now, charge: { transactionId: id, total: 100_000, currency: 'USD' } },
      events: [eventOf(OrderConfirmed, { ...of, ...charge })],
    });
  });

  it.each([Pending, Reserved])('rejects a %s order that is declined', (status) => {
    const rejection = { reason: RejectionReason.Declined, detail: 'The card has expired' };
    expect(decideNews(order(status), declined, now)).toEqual({
      kind: 'changed',
      order: { ...order(Rejected), statusSince: now, rejection },
      events: [eventOf(OrderRejected, { ...of, ...rejection })],
    });
  });

  it('marks as impossible that a reserved order is refused', () => {
    const before = order(Reserved);
    expect(decideNews(before, insufficient, now)).toEqual({ kind: 'impossible', order: before, events: [] });
  });

  it.each<[OrderStatus, OrderNews]>([
    [Reserved, reserved],
    ...[Confirmed, Rejected, Cancelled].flatMap((status) =>
      [reserved, insufficient, processed, declined].map((news): [OrderStatus, OrderNews] => [status, news]),
    ),
  ])('leaves a %s order as it is', (status, news) => {
    const before = order(status);
    expect(decideNews(before, news, now)).toEqual({ kind: 'unchanged', order: before, events: [] });
  });

  it.each([
    [released, 'stockReturnedAt'],
    [refunded, 'refundedAt'],
  ] as const)('keeps the first time of a compensation', (news, field) => {
    const first = decideNews(order(Cancelled), news, earlier);
    expect(first).toEqual({ kind: 'changed', order: { ...order(Cancelled), [field]: earlier }, events: [] });
    expect(decideNews(first.order, news, now)).toEqual({ kind: 'unchanged', order: first.order, events: [] });
  });
});

describe('decideCancel', () => {
  it.each([Pending, Reserved, Confirmed] as const)('cancels a %s order', (previousStatus) => {
    expect(decideCancel(order(previousStatus), now)).toEqual({
      kind: 'cancelled',
      order: { ...order(Cancelled), statusSince: now },
      events: [eventOf(OrderCancelled, { ...of, previousStatus })],
    });
  });

  it('answers a repeated cancellation with the same order', () => {
    const before = order(Cancelled);
    expect(decideCancel(before, now)).toEqual({ kind: 'alreadyCancelled', order: before, events: [] });
  });

  it('does not cancel a rejected order', () => {
    const before = order(Rejected);
    expect(decideCancel(before, now)).toEqual({ kind: 'notCancellable', order: before, events: [] });
  });
});

describe('decideTimeout', () => {
  it.each([Pending, Reserved])('rejects a %s order', (status) => {
    const rejection = { reason: RejectionReason.TimedOut, detail: 'The order could not be completed in time' };
    expect(decideTimeout(order(status), now)).toEqual({
      kind: 'changed',
      order: { ...order(Rejected), statusSince: now, rejection },
      events: [eventOf(OrderRejected, { ...of, ...rejection })],
    });
  });

  it.each([Confirmed, Rejected, Cancelled])('leaves a %s order as it is', (status) => {
    const before = order(status);
    expect(decideTimeout(before, now)).toEqual({ kind: 'unchanged', order: before, events: [] });
  });
});
