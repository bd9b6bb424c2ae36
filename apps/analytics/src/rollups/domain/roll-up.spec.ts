import {
  CancellableStatus,
  DeclineReason,
  eventOf,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noCounts, plus } from './counters.js';
import { rollUp, type DatedEvent } from './roll-up.js';

const of = { orderId: 'ORDER-1', customerId: 'CUST-123' };
const charge = {
  items: [
    { itemId: 'B', quantity: 5, unitPrice: 100 },
    { itemId: 'A', quantity: 1, unitPrice: 1_000 },
  ],
  total: 1_500,
  currency: 'USD',
};
const created = eventOf(OrderCreated, { ...of, items: charge.items });
const confirmed = eventOf(OrderConfirmed, { ...of, ...charge });
const rejected = (reason: RejectionReason) => eventOf(OrderRejected, { ...of, reason, detail: 'For a reason' });
const cancelled = eventOf(OrderCancelled, { ...of, previousStatus: CancellableStatus.Confirmed });
const processed = eventOf(OrderProcessed, { ...of, transactionId: 'T', ...charge });
const refunded = eventOf(OrderRefunded, { orderId: of.orderId, transactionId: 'T', ...charge });
const declined = eventOf(OrderDeclined, { ...of, reason: DeclineReason.PaymentRefused, detail: 'No' });

const noon = new Date('2026-01-01T12:00:00Z');
const at = (time: string, event: object): DatedEvent => ({ event, at: new Date(`2026-01-01T${time}Z`) });

describe('rollUp', () => {
  it.each([
    { event: created, counts: { orders: 1 } },
    { event: confirmed, counts: { confirmed: 1 } },
    { event: rejected(RejectionReason.InsufficientStock), counts: { rejectedInsufficientStock: 1 } },
    { event: rejected(RejectionReason.Declined), counts: { rejectedDeclined: 1 } },
    { event: rejected(RejectionReason.TimedOut), counts: { rejectedTimedOut: 1 } },
    { event: cancelled, counts: { cancelled: 1 } },
    { event: processed, counts: { revenueCents: 1_500 } },
    { event: refunded, counts: { revenueCents: -1_500 } },
  ])('counts $event.constructor.type: $counts', ({ event, counts }) => {
    expect(rollUp([{ event, at: noon }]).minutes).toEqual([{ minute: noon, ...noCounts, ...counts }]);
  });

  it('counts by the minute in which an event happened, in order of time', () => {
    const events = [at('12:01:00.000', created), at('12:00:59.999', created), at('12:01:59.999', confirmed)];
    expect(rollUp(events).minutes).toMatchObject([
      { minute: noon, orders: 1, confirmed: 0 },
      { minute: new Date('2026-01-01T12:01:00Z'), orders: 1, confirmed: 1 },
    ]);
  });

  it('sums units and revenue per item, in order of the items', () => {
    expect(rollUp([at('12:00:00', processed), at('12:05:00', processed), at('12:09:00', refunded)]).items).toEqual([
      { itemId: 'A', units: 1, revenueCents: 1_000 },
      { itemId: 'B', units: 5, revenueCents: 500 },
    ]);
  });

  it('changes nothing for an event that it does not count', () => {
    expect(rollUp([at('12:00:00', declined)])).toEqual({ minutes: [], items: [] });
  });

  it('adds up to the same however the events are cut and ordered', () => {
    const event = fc.constantFrom(created, confirmed, cancelled, processed, refunded);
    const dated = fc.record({ event, at: fc.date({ min: noon, max: new Date('2026-01-01T12:03:00Z') }) });
    const totalOf = (events: DatedEvent[]) => rollUp(events).minutes.reduce(plus, noCounts);
    fc.assert(
      fc.property(fc.array(dated), fc.array(dated), (some, others) => {
        expect(plus(totalOf(some), totalOf(others))).toEqual(totalOf([...others, ...some]));
      }),
    );
  });
});
