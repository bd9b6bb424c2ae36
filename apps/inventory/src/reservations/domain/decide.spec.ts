import {
  CancellableStatus,
  eventOf,
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderRejected,
  RejectionReason,
  ReleaseReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { decide, type OrderEvent } from './decide.js';
import { newReservation, ReservationState, type Reservation } from './reservation.js';

const orderId = '01900000-0000-7000-8000-000000000001';
const of = { orderId, customerId: 'CUST-123' };
const items = [{ itemId: 'A', quantity: 2 }];
const quoted = [{ itemId: 'A', quantity: 2, unitPrice: 999 }];
const created = eventOf(OrderCreated, { ...of, items: quoted, quotedTotal: 1_998 });
const confirmed = eventOf(OrderConfirmed, { ...of, items: quoted, total: 1_998, currency: 'USD' });
const rejected = eventOf(OrderRejected, { ...of, reason: RejectionReason.TimedOut, detail: 'Too late' });
const cancelled = eventOf(OrderCancelled, { ...of, previousStatus: CancellableStatus.Pending });

const { Reserved, Refused, Sold, Released, Returned, Closed } = ReservationState;
const reservation = (state: ReservationState): Reservation => ({
  orderId,
  state,
  items: state === Closed ? [] : items,
});
const stock = (units: Record<string, number>) => new Map(Object.entries(units));
const none = newReservation(orderId);

describe('decide', () => {
  it('reserves an order when every line is there, and passes the quote on', () => {
    expect(decide(none, created, stock({ A: 2 }))).toEqual({
      kind: 'changed',
      reservation: reservation(Reserved),
      movement: { from: 'available', to: 'reserved' },
      events: [eventOf(InventoryReserved, { ...of, items: quoted, quotedTotal: 1_998 })],
    });
  });

  it('refuses the whole order when one line is short', () => {
    const lines = [...items, { itemId: 'B', quantity: 5 }];
    expect(decide(none, eventOf(OrderCreated, { ...of, items: lines }), stock({ A: 9, B: 4 }))).toEqual({
      kind: 'changed',
      reservation: { orderId, state: Refused, items: lines },
      events: [eventOf(InventoryInsufficient, { ...of, shortages: [{ itemId: 'B', requested: 5, available: 4 }] })],
    });
  });

  it('counts an unknown item as no stock', () => {
    const { events } = decide(none, created, stock({}));
    expect(events).toMatchObject([{ shortages: [{ itemId: 'A', requested: 2, available: 0 }] }]);
  });

  it('sums the lines of one item', () => {
    const twice = eventOf(OrderCreated, { ...of, items: [...items, ...items] });
    expect(decide(none, twice, stock({ A: 3 })).events).toMatchObject([
      { shortages: [{ requested: 4, available: 3 }] },
    ]);
    expect(decide(none, twice, stock({ A: 4 })).events[0]).toBeInstanceOf(InventoryReserved);
  });

  it('marks as impossible that an order is confirmed for which nothing is reserved', () => {
    expect(decide(none, confirmed, stock({}))).toEqual({ kind: 'impossible', reservation: none, events: [] });
  });

  it.each([rejected, cancelled])('closes an order that ends before it is reserved', (event) => {
    expect(decide(none, event, stock({}))).toEqual({ kind: 'changed', reservation: reservation(Closed), events: [] });
  });

  it('sells the stock of a confirmed order', () => {
    expect(decide(reservation(Reserved), confirmed, stock({}))).toEqual({
      kind: 'changed',
      reservation: reservation(Sold),
      movement: { from: 'reserved', to: 'sold' },
      events: [],
    });
  });

  it.each<[OrderEvent, ReleaseReason]>([
    [rejected, ReleaseReason.Rejected],
    [cancelled, ReleaseReason.Cancelled],
  ])('releases the stock of an order that ends', (event, reason) => {
    expect(decide(reservation(Reserved), event, stock({}))).toEqual({
      kind: 'changed',
      reservation: reservation(Released),
      movement: { from: 'reserved', to: 'available' },
      events: [eventOf(InventoryReleased, { orderId, items, reason })],
    });
  });

  it('takes sold stock back when the order is cancelled', () => {
    expect(decide(reservation(Sold), cancelled, stock({}))).toEqual({
      kind: 'changed',
      reservation: reservation(Returned),
      movement: { from: 'sold', to: 'available' },
      events: [eventOf(InventoryReleased, { orderId, items, reason: ReleaseReason.Cancelled })],
    });
  });

  const all = [created, confirmed, rejected, cancelled];
  it.each<[ReservationState, OrderEvent[]]>([
    [Reserved, [created]],
    [Sold, [created, confirmed, rejected]],
    [Refused, all],
    [Released, all],
    [Returned, all],
    [Closed, all],
  ])('leaves what is %s as it is after any other event', (state, events) => {
    const before = reservation(state);
    for (const event of events) {
      expect(decide(before, event, stock({ A: 9 }))).toEqual({ kind: 'unchanged', reservation: before, events: [] });
    }
  });
});
