import { ApiChoice, ApiId, ApiMoment, ApiText, ApiWhole, PageQuery } from '@orderflow/service';
import { Channel, Kind } from './domain/index.js';
import { DeliveryState } from './notification.table.js';
import type { NotificationRow } from './notification.repository.js';

export class NotificationQuery extends PageQuery {
  @ApiText({ max: 64, optional: true, example: 'CUST-123' }) readonly customerId?: string;

  @ApiId({ optional: true }) readonly orderId?: string;

  @ApiChoice(Object.values(Channel), { optional: true }) readonly channel?: Channel;

  @ApiChoice(Object.values(Kind), { optional: true, description: 'What the customer is told' }) readonly kind?: Kind;
}

export class NotificationView {
  @ApiId({ example: '019a9c5e-7a51-7c3e-9d5f-0b8f6f0a1c2d' }) readonly id!: string;

  @ApiId({ example: '019a9c5e-7a40-7b1a-8f43-5d1f1f6a9e10' }) readonly orderId!: string;

  @ApiText({ max: 64, example: 'CUST-123' }) readonly customerId!: string;

  @ApiChoice(Object.values(Kind), { example: Kind.Confirmed }) readonly kind!: Kind;

  @ApiChoice(Object.values(Channel), { example: Channel.Email }) readonly channel!: Channel;

  @ApiText({ max: 512, example: 'CUST-123@example.com' }) readonly recipient!: string;

  @ApiText({ max: 200, example: 'Order confirmed' }) readonly subject!: string;

  @ApiText({ max: 10_000, example: 'Your order of $1999.98 has been confirmed!' }) readonly text!: string;

  @ApiChoice(Object.values(DeliveryState), {
    example: DeliveryState.Kept,
    description: 'PENDING: not delivered yet; SENT: handed over; KEPT: no provider is set up; FAILED: refused for good',
  })
  readonly state!: DeliveryState;

  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 1, description: 'Deliveries begun' })
  readonly attempts!: number;

  @ApiText({ max: 500, nullable: true, example: null, description: 'Why the last delivery failed' })
  readonly error!: string | null;

  @ApiMoment() readonly createdAt!: Date;

  @ApiMoment({ nullable: true, description: 'When it was sent or kept' }) readonly deliveredAt!: Date | null;
}

export function notificationView(row: NotificationRow): NotificationView {
  return {
    id: row.id,
    orderId: row.order_id,
    customerId: row.customer_id,
    kind: row.kind,
    channel: row.channel,
    recipient: row.recipient,
    subject: row.subject,
    text: row.text,
    state: row.state,
    attempts: row.attempts,
    error: row.error,
    createdAt: row.created_at,
    deliveredAt: row.delivered_at,
  };
}
