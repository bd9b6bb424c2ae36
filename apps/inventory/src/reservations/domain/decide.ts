import {
  eventOf,
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  type OrderRejected,
  ReleaseReason,
  type Line,
  type Shortage,
} from '@orderflow/contracts';
import { ReservationState, type Reservation } from './reservation.js';
import { unitsOf, type Movement, type Place } from './stock.js';

/** All events of the order topic: inventory follows nothing else. */
export type OrderEvent = OrderCreated | OrderConfirmed | OrderRejected | OrderCancelled;

export type InventoryEvent = InventoryReserved | InventoryInsufficient | InventoryReleased;

/**
 * `reservation` is the state after the decision; all its units make the `movement`; `events` are to be published.
 * `impossible`: no correct service can have sent this event now; nothing changes, and it is to be counted.
 */
export interface Decision {
  readonly kind: 'changed' | 'unchanged' | 'impossible';
  readonly reservation: Reservation;
  readonly movement?: Movement;
  readonly events: readonly InventoryEvent[];
}

/** `available`: units by item; an item that is missing has no stock. Only the order's end frees its stock, never a clock. */
export function decide(reservation: Reservation, event: OrderEvent, available: ReadonlyMap<string, number>): Decision {
  switch (reservation.state) {
    case ReservationState.New:
      if (event instanceof OrderCreated) return reserve(event, available);
      if (event instanceof OrderConfirmed) return { kind: 'impossible', reservation, events: [] };
      return { kind: 'changed', reservation: { ...reservation, state: ReservationState.Closed }, events: [] };
    case ReservationState.Reserved:
      if (event instanceof OrderCreated) return unchanged(reservation);
      if (event instanceof OrderConfirmed) return sell(reservation);
      return giveBack(reservation, event, 'reserved');
    case ReservationState.Sold:
      return event instanceof OrderCancelled ? giveBack(reservation, event, 'sold') : unchanged(reservation);
    case ReservationState.Refused:
    case ReservationState.Released:
    case ReservationState.Returned:
    case ReservationState.Closed:
      return unchanged(reservation);
  }
}

/** All or nothing. */
function reserve(order: OrderCreated, available: ReadonlyMap<string, number>): Decision {
  const { orderId, customerId, quotedTotal } = order;
  const items: Line[] = order.items.map(({ itemId, quantity }) => ({ itemId, quantity }));
  const shortages = shortagesOf(items, available);
  if (shortages.length > 0) {
    return {
      kind: 'changed',
      reservation: { orderId, state: ReservationState.Refused, items },
      events: [eventOf(InventoryInsufficient, { orderId, customerId, shortages })],
    };
  }
  return {
    kind: 'changed',
    reservation: { orderId, state: ReservationState.Reserved, items },
    movement: { from: 'available', to: 'reserved' },
    events: [eventOf(InventoryReserved, { orderId, customerId, items: order.items, quotedTotal })],
  };
}

function shortagesOf(items: readonly Line[], available: ReadonlyMap<string, number>): Shortage[] {
  return [...unitsOf(items)]
    .map(([itemId, requested]) => ({ itemId, requested, available: available.get(itemId) ?? 0 }))
    .filter((item) => item.requested > item.available);
}

function sell(reservation: Reservation): Decision {
  return {
    kind: 'changed',
    reservation: { ...reservation, state: ReservationState.Sold },
    movement: { from: 'reserved', to: 'sold' },
    events: [],
  };
}

function giveBack(reservation: Reservation, end: OrderRejected | OrderCancelled, from: Place): Decision {
  const { orderId, items } = reservation;
  const reason = end instanceof OrderCancelled ? ReleaseReason.Cancelled : ReleaseReason.Rejected;
  return {
    kind: 'changed',
    reservation: {
      ...reservation,
      state: from === 'sold' ? ReservationState.Returned : ReservationState.Released,
    },
    movement: { from, to: 'available' },
    events: [eventOf(InventoryReleased, { orderId, items: [...items], reason })],
  };
}

function unchanged(reservation: Reservation): Decision {
  return { kind: 'unchanged', reservation, events: [] };
}
