import { Cents, ExternalId, Id, Lines, Optional } from '../fields.js';
import { QuotedLine } from '../order/lines.js';
import { Topic } from '../topic.js';

/** Every line of the order is reserved. Carries the customer's quote on, for pricing. */
export class InventoryReserved {
  static readonly type = 'INVENTORY_RESERVED';
  static readonly version = 1;
  static readonly topic = Topic.InventoryEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @Lines(() => QuotedLine) readonly items!: QuotedLine[];
  /** In cents. */
  @Optional() @Cents() readonly quotedTotal?: number;
}
