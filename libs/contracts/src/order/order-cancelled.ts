import { IsIn } from 'class-validator';
import { ExternalId, Id } from '../fields.js';
import { Topic } from '../topic.js';

/** The statuses in which an order can be cancelled. */
export const CancellableStatus = { Pending: 'PENDING', Reserved: 'RESERVED', Confirmed: 'CONFIRMED' } as const;
export type CancellableStatus = (typeof CancellableStatus)[keyof typeof CancellableStatus];

/** The customer has cancelled the order; stock and money go back. */
export class OrderCancelled {
  static readonly type = 'ORDER_CANCELLED';
  static readonly version = 1;
  static readonly topic = Topic.OrderEvents;
  static readonly key = 'orderId';

  @Id() readonly orderId!: string;
  @ExternalId() readonly customerId!: string;
  @IsIn(Object.values(CancellableStatus)) readonly previousStatus!: CancellableStatus;
}
