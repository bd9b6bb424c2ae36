import {
  CancellableStatus,
  eventOf,
  InventoryInsufficient,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { Channel, Kind } from './notification.js';
import { deservesSms, emailFor, smsFor, type NotifiableEvent } from './notifications-for.js';

const of = { orderId: 'ORDER-1', customerId: 'CUST-123' };
const confirmed = eventOf(OrderConfirmed, {
  ...of,
  items: [{ itemId: 'ITEM-003', quantity: 2, unitPrice: 99_999 }],
  total: 199_998,
  currency: 'USD',
});
const rejected = (reason: RejectionReason, detail: string) => eventOf(OrderRejected, { ...of, reason, detail });

describe('emailFor', () => {
  it.each<[Kind, NotifiableEvent, string, string]>([
    [
      Kind.Received,
      eventOf(OrderCreated, { ...of, items: [{ itemId: 'A', quantity: 1 }] }),
      'Order received',
      'We have received your order ORDER-1.',
    ],
    [Kind.Confirmed, confirmed, 'Order confirmed', 'Your order of $1999.98 has been confirmed!'],
    [
      Kind.Cancelled,
      eventOf(OrderCancelled, { ...of, previousStatus: CancellableStatus.Confirmed }),
      'Order cancelled',
      'Your order ORDER-1 has been cancelled. Anything that was charged for it is refunded.',
    ],
    [
      Kind.OutOfStock,
      eventOf(InventoryInsufficient, { ...of, shortages: [{ itemId: 'A', requested: 100, available: 50 }] }),
      'Out of stock',
      'We cannot fulfil your order ORDER-1, because too little is in stock.\nA: 100 ordered, 50 available',
    ],
    [
      Kind.Declined,
      rejected(RejectionReason.Declined, 'The order was quoted at 50.00 but costs 25.00'),
      'Order declined',
      'Your order ORDER-1 was declined: The order was quoted at 50.00 but costs 25.00.',
    ],
    [
      Kind.TimedOut,
      rejected(RejectionReason.TimedOut, 'Too late'),
      'Order not completed',
      'We could not complete your order ORDER-1 in time. Anything that was charged for it is refunded.',
    ],
  ])('tells %s', (kind, event, subject, text) => {
    expect(emailFor(event)).toEqual({ ...of, kind, channel: Channel.Email, subject, text });
  });

  it('says nothing of a rejection for want of stock: INVENTORY_INSUFFICIENT has told it', () => {
    expect(emailFor(rejected(RejectionReason.InsufficientStock, 'Too little'))).toBeUndefined();
  });
});

describe('an SMS', () => {
  it('is for confirmed orders of the amount or more', () => {
    expect(deservesSms(confirmed, 199_999)).toBe(false);
    expect(deservesSms(confirmed, 199_998)).toBe(true);
  });

  it('says what the email says', () => {
    expect(smsFor(confirmed)).toEqual({ ...emailFor(confirmed), channel: Channel.Sms });
  });
});
