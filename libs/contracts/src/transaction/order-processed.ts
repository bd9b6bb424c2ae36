import { Cents, Currency, ExternalId, Id, Lines } from '../fields.js';
import { PricedLine } from '../order/lines.js';
import { Topic } from '../topic.js';

/** The order is priced and charged. */
export class OrderProcessed {
  static readonly type = 'ORDER_PROCESSED';
  static readonly version = 1;
  static readonly topic = Topic.TransactionEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @Id() readonly transactionId!: string;
  @Lines(() => PricedLine) readonly items!: PricedLine[];
  /** In cents. */
  @Cents() readonly total!: number;
  @Currency() readonly currency!: string;
}
