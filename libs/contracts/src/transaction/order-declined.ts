import { IsIn } from 'class-validator';
import { Cents, ExternalId, Id, Optional, Sentence } from '../fields.js';
import { Topic } from '../topic.js';

export const DeclineReason = {
  /** A quoted unit price or total differs from the price list. */
  QuoteMismatch: 'QUOTE_MISMATCH',
  /** An item has no price. */
  UnpricedItem: 'UNPRICED_ITEM',
  /** The payment provider refused the charge. */
  PaymentRefused: 'PAYMENT_REFUSED',
} as const;
export type DeclineReason = (typeof DeclineReason)[keyof typeof DeclineReason];

/** The order was not charged. */
export class OrderDeclined {
  static readonly type = 'ORDER_DECLINED';
  static readonly version = 1;
  static readonly topic = Topic.TransactionEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @IsIn(Object.values(DeclineReason)) readonly reason!: DeclineReason;
  /** The reason as a sentence for people; for a mismatch it names both figures. */
  @Sentence() readonly detail!: string;
  /** What the customer expected, in cents. */
  @Optional() @Cents() readonly quotedTotal?: number;
  /** What the price list says, in cents; absent when an item has no price. */
  @Optional() @Cents() readonly computedTotal?: number;
}
