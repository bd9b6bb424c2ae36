import type { RejectionReason, Shortage } from '@orderflow/contracts';

export const OrderStatus = {
  /** Accepted; nobody has answered yet. */
  Pending: 'PENDING',
  /** Stock is reserved; the charge is due. */
  Reserved: 'RESERVED',
  Confirmed: 'CONFIRMED',
  Rejected: 'REJECTED',
  Cancelled: 'CANCELLED',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** What the customer paid; `total` in cents. */
export interface Charge {
  readonly transactionId: string;
  readonly total: number;
  readonly currency: string;
}

/** Why an order ended unfulfilled; `detail` is a sentence for people. */
export interface Rejection {
  readonly reason: RejectionReason;
  readonly detail: string;
  readonly shortages?: Shortage[];
}

/** What the rules know of an order. */
export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  /** When the order came to its status: deadlines count from here. */
  readonly statusSince: Date;
  /** Set when the order is confirmed. */
  readonly charge?: Charge;
  /** Set when the order is rejected. */
  readonly rejection?: Rejection;
  /** When inventory said that the stock of the ended order is available again. */
  readonly stockReturnedAt?: Date;
  /** When the charge of the ended order was given back. */
  readonly refundedAt?: Date;
}

/** A settled order changes no more, except that a confirmed one can be cancelled. */
export function isSettled({ status }: Order): boolean {
  return status !== OrderStatus.Pending && status !== OrderStatus.Reserved;
}
