import type { Generated } from 'kysely';
import type { Channel, Kind } from './domain/index.js';

export const DeliveryState = {
  /** Waits for its delivery. */
  Pending: 'PENDING',
  /** Its provider has taken it over. */
  Sent: 'SENT',
  /** No provider is set up, so it stays here to be read. */
  Kept: 'KEPT',
  /** Refused for good. */
  Failed: 'FAILED',
} as const;
export type DeliveryState = (typeof DeliveryState)[keyof typeof DeliveryState];

/** One row per (order_id, kind, channel). */
export interface NotificationTable {
  /** UUIDv7: its order is that of time. */
  readonly id: string;
  readonly order_id: string;
  readonly customer_id: string;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly state: Generated<DeliveryState>;
  readonly attempts: Generated<number>;
  /** While an attempt is under way: when it counts as lost. */
  readonly next_attempt_at: Generated<Date>;
  /** Why the last attempt failed. */
  readonly error: string | null;
  readonly created_at: Generated<Date>;
  readonly delivered_at: Date | null;
}
