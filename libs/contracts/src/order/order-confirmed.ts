import { Cents, Currency, ExternalId, Id, Lines } from '../fields.js';
import { Topic } from '../topic.js';
import { PricedLine } from './lines.js';

/** Stock is reserved and the order is charged. */
export class OrderConfirmed {
  static readonly type = 'ORDER_CONFIRMED';
  static readonly version = 1;
  static readonly topic = Topic.OrderEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @Lines(() => PricedLine) readonly items!: PricedLine[];
  /** In cents. */
  @Cents() readonly total!: number;
  @Currency() readonly currency!: string;
}
