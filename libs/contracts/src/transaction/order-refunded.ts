import { Cents, Currency, Id, Lines } from '../fields.js';
import { PricedLine } from '../order/lines.js';
import { Topic } from '../topic.js';

/** The charge of a cancelled or rejected order is given back in full. */
export class OrderRefunded {
  static readonly type = 'ORDER_REFUNDED';
  static readonly version = 1;
  static readonly topic = Topic.TransactionEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @Id() readonly transactionId!: string;
  @Lines(() => PricedLine) readonly items!: PricedLine[];
  /** In cents. */
  @Cents() readonly total!: number;
  @Currency() readonly currency!: string;
}
