import { IsIn } from 'class-validator';
import { Id, Lines } from '../fields.js';
import { Line } from '../order/lines.js';
import { Topic } from '../topic.js';

export const ReleaseReason = { Rejected: 'REJECTED', Cancelled: 'CANCELLED' } as const;
export type ReleaseReason = (typeof ReleaseReason)[keyof typeof ReleaseReason];

/** Stock that was reserved for the order, or sold to it, is available again. */
export class InventoryReleased {
  static readonly type = 'INVENTORY_RELEASED';
  static readonly version = 1;
  static readonly topic = Topic.InventoryEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @Lines(() => Line) readonly items!: Line[];
  /** What became of the order. */
  @IsIn(Object.values(ReleaseReason)) readonly reason!: ReleaseReason;
}
