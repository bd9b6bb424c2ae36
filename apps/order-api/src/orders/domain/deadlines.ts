import { OrderStatus } from './order.js';

/** How long an order may stay in a status, in seconds. */
export interface Deadlines {
  readonly pendingSeconds: number;
  readonly reservedSeconds: number;
}

/** An unsettled order is overdue when it has had its status since this time or earlier. */
export function overdueSince({ pendingSeconds, reservedSeconds }: Deadlines, now: Date) {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
  return { [OrderStatus.Pending]: before(pendingSeconds), [OrderStatus.Reserved]: before(reservedSeconds) };
}
