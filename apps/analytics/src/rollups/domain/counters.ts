import {
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';

/** What is counted per minute. `revenueCents` is net of refunds, so that it may fall. */
export interface Counters {
  readonly orders: number;
  readonly confirmed: number;
  readonly rejectedInsufficientStock: number;
  readonly rejectedDeclined: number;
  readonly rejectedTimedOut: number;
  readonly cancelled: number;
  readonly revenueCents: number;
}

export const noCounts: Counters = {
  orders: 0,
  confirmed: 0,
  rejectedInsufficientStock: 0,
  rejectedDeclined: 0,
  rejectedTimedOut: 0,
  cancelled: 0,
  revenueCents: 0,
};

const rejectionCounter = {
  [RejectionReason.InsufficientStock]: 'rejectedInsufficientStock',
  [RejectionReason.Declined]: 'rejectedDeclined',
  [RejectionReason.TimedOut]: 'rejectedTimedOut',
} as const satisfies Record<RejectionReason, keyof Counters>;

/** What an event adds; nothing for one that is not counted. */
export function countsOf(event: object): Partial<Counters> {
  if (event instanceof OrderCreated) return { orders: 1 };
  if (event instanceof OrderConfirmed) return { confirmed: 1 };
  if (event instanceof OrderRejected) return { [rejectionCounter[event.reason]]: 1 };
  if (event instanceof OrderCancelled) return { cancelled: 1 };
  if (event instanceof OrderProcessed) return { revenueCents: event.total };
  if (event instanceof OrderRefunded) return { revenueCents: -event.total };
  return {};
}

export function plus(a: Counters, b: Partial<Counters>): Counters {
  const add = (name: keyof Counters) => a[name] + (b[name] ?? 0);
  return {
    orders: add('orders'),
    confirmed: add('confirmed'),
    rejectedInsufficientStock: add('rejectedInsufficientStock'),
    rejectedDeclined: add('rejectedDeclined'),
    rejectedTimedOut: add('rejectedTimedOut'),
    cancelled: add('cancelled'),
    revenueCents: add('revenueCents'),
  };
}
