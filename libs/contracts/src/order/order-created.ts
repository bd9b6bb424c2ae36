import { Cents, ExternalId, Id, Lines, Optional } from '../fields.js';
import { Topic } from '../topic.js';
import { QuotedLine } from './lines.js';

/** The order is accepted; stock is not promised yet. */
export class OrderCreated {
  static readonly type = 'ORDER_CREATED';
  static readonly version = 1;
  static readonly topic = Topic.OrderEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @Lines(() => QuotedLine) readonly items!: QuotedLine[];
  /** The total that the customer expects, in cents: a quote to check. */
  @Optional() @Cents() readonly quotedTotal?: number;
}
