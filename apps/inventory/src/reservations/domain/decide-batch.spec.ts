import {
  CancellableStatus,
  eventOf,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideBatch, itemsOf } from './decide-batch.js';
import type { OrderEvent } from './decide.js';
import { ReservationState, type Reservation } from './reservation.js';
import { unitsOf, type StockChange } from './stock.js';

const customerId = 'CUST-123';
const created = (orderId: string, units: Record<string, number>) => {
  const items = Object.entries(units).map(([itemId, quantity]) => ({ itemId, quantity }));
  return eventOf(OrderCreated, { orderId, customerId, items });
};
const ends = {
  confirmed: (orderId: string) =>
    eventOf(OrderConfirmed, { orderId, customerId, items: [], total: 0, currency: 'USD' }),
  rejected: (orderId: string) =>
    eventOf(OrderRejected, { orderId, customerId, reason: RejectionReason.TimedOut, detail: 'Too late' }),
  cancelled: (orderId: string) =>
    eventOf(OrderCancelled, { orderId, customerId, previousStatus: CancellableStatus.Confirmed }),
};
const stock = (units: Record<string, number>) => new Map(Object.entries(units));
const none: ReadonlyMap<string, Reservation> = new Map();

describe('decideBatch', () => {
  it('serves first come, first served', () => {
    const events = [created('1', { A: 2 }), created('2', { A: 2 }), created('3', { A: 1 })];
    expect(decideBatch(none, stock({ A: 3 }), events)).toMatchObject({
      reservations: [
        { orderId: '1', state: ReservationState.Reserved },
        { orderId: '2', state: ReservationState.Refused },
        { orderId: '3', state: ReservationState.Reserved },
      ],
      stock: new Map([['A', { available: -3, reserved: 3, sold: 0 }]]),
    });
  });

  it('gives to the next order what an earlier one gives back in the same batch', () => {
    const events = [created('1', { A: 2 }), created('2', { A: 3 }), ends.cancelled('1'), created('3', { A: 3 })];
    const { reservations, stock: change } = decideBatch(none, stock({ A: 3 }), events);
    expect(reservations.map(({ state }) => state)).toEqual([
      ReservationState.Released,
      ReservationState.Refused,
      ReservationState.Reserved,
    ]);
    expect(change.get('A')).toEqual({ available: -3, reserved: 3, sold: 0 });
  });

  it('goes on from what was saved', () => {
    const saved = { orderId: '1', state: ReservationState.Reserved, items: [{ itemId: 'A', quantity: 2 }] };
    const outcome = decideBatch(new Map([['1', saved]]), stock({ A: 0 }), [ends.confirmed('1')]);
    expect(outcome.stock).toEqual(new Map([['A', { available: 0, reserved: -2, sold: 2 }]]));
  });

  it('reports what cannot be', () => {
    const event = ends.confirmed('1');
    expect(decideBatch(none, stock({}), [event])).toEqual({
      reservations: [],
      stock: new Map(),
      events: [],
      impossible: [event],
    });
  });
});

describe('itemsOf', () => {
  it('lists the items of reservations and orders once, sorted', () => {
    const saved = { orderId: '1', state: ReservationState.Sold, items: [{ itemId: 'C', quantity: 2 }] };
    expect(itemsOf([saved], [created('2', { B: 1, A: 1 }), created('3', { B: 1 }), ends.cancelled('1')])).toEqual([
      'A',
      'B',
      'C',
    ]);
  });
});

describe('the stock of an item', () => {
  const itemIds = ['A', 'B', 'C'];
  const orderIds = ['1', '2', '3', '4', '5', '6'];
  const orderId = fc.constantFrom(...orderIds);
  const event: fc.Arbitrary<OrderEvent> = fc.oneof(
    fc
      .record({
        orderId,
        units: fc.dictionary(fc.constantFrom(...itemIds), fc.integer({ min: 1, max: 5 }), { minKeys: 1 }),
      })
      .map(({ orderId, units }) => created(orderId, units)),
    fc.record({ orderId, end: fc.constantFrom(...Object.values(ends)) }).map(({ orderId, end }) => end(orderId)),
  );
  const batches = fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 8 });
  const initial = fc.record({ A: fc.nat(12), B: fc.nat(12), C: fc.nat(12) });

  /** Applies batch after batch as the handler does: load, decide, save. */
  function run(initial: Record<string, number>, batches: OrderEvent[][]) {
    const reservations = new Map<string, Reservation>();
    const levels = new Map<string, StockChange>(
      Object.entries(initial).map(([itemId, available]) => [itemId, { available, reserved: 0, sold: 0 }]),
    );
    const published: object[] = [];
    for (const events of batches) {
      const available = new Map([...levels].map(([itemId, level]) => [itemId, level.available]));
      const outcome = decideBatch(reservations, available, events);
      for (const reservation of outcome.reservations) reservations.set(reservation.orderId, reservation);
      for (const [itemId, change] of outcome.stock) levels.set(itemId, sum(levels.get(itemId)!, change));
      published.push(...outcome.events);
    }
    return { reservations, levels, published };
  }

  const sum = (a: StockChange, b: StockChange) => ({
    available: a.available + b.available,
    reserved: a.reserved + b.reserved,
    sold: a.sold + b.sold,
  });

  /** The units of an item in the reservations of a state. */
  const held = (reservations: Iterable<Reservation>, state: ReservationState, itemId: string) =>
    [...reservations]
      .filter((reservation) => reservation.state === state)
      .reduce((units, { items }) => units + (unitsOf(items).get(itemId) ?? 0), 0);

  it('is never negative, adds up to what there was, and is what the reservations hold', () => {
    fc.assert(
      fc.property(initial, batches, (initial, batches) => {
        const { reservations, levels } = run(initial, batches);
        for (const [itemId, { available, reserved, sold }] of levels) {
          expect(Math.min(available, reserved, sold)).toBeGreaterThanOrEqual(0);
          expect(available + reserved + sold).toBe(initial[itemId as keyof typeof initial]);
          expect(reserved).toBe(held(reservations.values(), ReservationState.Reserved, itemId));
          expect(sold).toBe(held(reservations.values(), ReservationState.Sold, itemId));
        }
      }),
    );
  });

  it('does not depend on how the events are cut into batches', () => {
    fc.assert(
      fc.property(initial, batches, (initial, batches) => {
        expect(run(initial, batches)).toEqual(
          run(
            initial,
            batches.flat().map((event) => [event]),
          ),
        );
      }),
    );
  });
});
