import { ExternalId, Id, Lines } from '../fields.js';
import { Shortage } from '../order/lines.js';
import { Topic } from '../topic.js';

/** One line or more could not be reserved, so nothing is. */
export class InventoryInsufficient {
  static readonly type = 'INVENTORY_INSUFFICIENT';
  static readonly version = 1;
  static readonly topic = Topic.InventoryEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @Lines(() => Shortage) readonly shortages!: Shortage[];
}
