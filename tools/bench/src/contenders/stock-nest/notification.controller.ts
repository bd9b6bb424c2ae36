import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { v7 as uuid } from 'uuid';
import { type OrderCreated } from './events.js';
import { ORDER_EVENTS } from './topics.js';
import { UnitOfWork } from './unit-of-work.js';

const KINDS: Readonly<Record<string, readonly [kind: string, subject: string]>> = {
  ORDER_CREATED: ['RECEIVED', 'Order received'],
  ORDER_CONFIRMED: ['CONFIRMED', 'Order confirmed'],
  ORDER_REJECTED: ['REJECTED', 'Order rejected'],
};

/** Keeps every mail as delivered at once: less than Orderflow's, which writes it first and delivers it then. */
@Controller()
export class NotificationController {
  constructor(private readonly unit: UnitOfWork) {}

  @EventPattern<string>(ORDER_EVENTS)
  follow(@Payload() order: OrderCreated, @Ctx() context: KafkaContext): Promise<void> {
    return this.unit.handle(context, order, async ({ type, tx }) => {
      const [kind, subject] = KINDS[type] ?? [];
      if (!kind) return;
      const { orderId, customerId } = order;
      await tx.query(
        `INSERT INTO notification (id, order_id, customer_id, kind, channel, recipient, subject, text, state, delivered_at)
         VALUES ($1, $2, $3, $4, 'EMAIL', $5, $6, $7, 'KEPT', now()) ON CONFLICT DO NOTHING`,
        [uuid(), orderId, customerId, kind, `${customerId}@example.com`, subject, `${subject}: ${orderId}`],
      );
    });
  }
}
