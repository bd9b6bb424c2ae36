import { OrderCreated } from '@orderflow/contracts';
import { decide, type InventoryEvent, type OrderEvent } from './decide.js';
import { newReservation, type Reservation } from './reservation.js';
import { moved, unitsOf, type StockChange } from './stock.js';

export interface BatchDecision {
  /** The reservations that changed, in their last state, each once. */
  readonly reservations: readonly Reservation[];
  /** By item, summed over the batch. Adding them makes no place negative. */
  readonly stock: ReadonlyMap<string, StockChange>;
  /** To be published, in this order. */
  readonly events: readonly InventoryEvent[];
  /** Events that no correct service can have sent: to be counted. */
  readonly impossible: readonly OrderEvent[];
}

/**
 * Decides the events one after the other, each on what the one before has left: first come, first served, and stock
 * that one order gives back is there for the next. Changes none of its arguments.
 * `reservations` by order id, a missing one is new; `available` in units for each of `itemsOf(reservations, events)`.
 */
export function decideBatch(
  reservations: ReadonlyMap<string, Reservation>,
  available: ReadonlyMap<string, number>,
  events: readonly OrderEvent[],
): BatchDecision {
  const changed = new Map<string, Reservation>();
  const left = new Map(available);
  const stock = new Map<string, StockChange>();
  const published: InventoryEvent[] = [];
  const impossible: OrderEvent[] = [];
  for (const event of events) {
    const before = changed.get(event.orderId) ?? reservations.get(event.orderId) ?? newReservation(event.orderId);
    const { kind, reservation, movement, events } = decide(before, event, left);
    if (kind === 'impossible') impossible.push(event);
    if (kind === 'changed') changed.set(event.orderId, reservation);
    if (movement) {
      for (const [itemId, units] of unitsOf(reservation.items)) {
        const change = moved(stock.get(itemId), movement, units);
        stock.set(itemId, change);
        left.set(itemId, (available.get(itemId) ?? 0) + change.available);
      }
    }
    published.push(...events);
  }
  return { reservations: [...changed.values()], stock, events: published, impossible };
}

/** The items whose stock a batch may read or change, sorted, so that every batch locks them in the same order. */
export function itemsOf(reservations: Iterable<Reservation>, events: readonly OrderEvent[]): string[] {
  const ordered = events.filter((event) => event instanceof OrderCreated);
  const lines = [...reservations, ...ordered].flatMap(({ items }) => items);
  return [...new Set(lines.map(({ itemId }) => itemId))].sort();
}
