import type { Line } from '@orderflow/contracts';

export const ReservationState = {
  /** Nothing is known of the order yet. */
  New: 'NEW',
  Reserved: 'RESERVED',
  /** There was not enough stock: nothing was reserved. */
  Refused: 'REFUSED',
  Sold: 'SOLD',
  /** The reserved stock is available again. */
  Released: 'RELEASED',
  /** The sold stock is available again. */
  Returned: 'RETURNED',
  /** The order ended before anything was reserved. */
  Closed: 'CLOSED',
} as const;
export type ReservationState = (typeof ReservationState)[keyof typeof ReservationState];

/** The stock that one order holds, in the order's own lines. */
export interface Reservation {
  readonly orderId: string;
  readonly state: ReservationState;
  readonly items: readonly Line[];
}

/** The reservation of an order of which nothing is known. */
export function newReservation(orderId: string): Reservation {
  return { orderId, state: ReservationState.New, items: [] };
}
