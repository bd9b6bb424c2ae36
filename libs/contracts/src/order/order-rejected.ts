import { IsIn } from 'class-validator';
import { ExternalId, Id, Lines, Optional, Sentence } from '../fields.js';
import { Topic } from '../topic.js';
import { Shortage } from './lines.js';

export const RejectionReason = {
  InsufficientStock: 'INSUFFICIENT_STOCK',
  Declined: 'DECLINED',
  TimedOut: 'TIMED_OUT',
} as const;
export type RejectionReason = (typeof RejectionReason)[keyof typeof RejectionReason];

/** The order ends without being fulfilled; what was reserved for it goes back, what was charged is refunded. */
export class OrderRejected {
  static readonly type = 'ORDER_REJECTED';
  static readonly version = 1;
  static readonly topic = Topic.OrderEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @IsIn(Object.values(RejectionReason)) readonly reason!: RejectionReason;
  /** The reason as a sentence for people. */
  @Sentence() readonly detail!: string;
  /** Given when the reason is `INSUFFICIENT_STOCK`. */
  @Optional() @Lines(() => Shortage) readonly shortages?: Shortage[];
}
