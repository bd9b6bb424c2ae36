import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { type OrderProcessed } from './events.js';
import { INVENTORY_EVENTS, ORDER_EVENTS, TRANSACTION_EVENTS } from './topics.js';
import { UnitOfWork } from './unit-of-work.js';

/** Keeps and counts every event. As with Orderflow, each partition adds to rows of its own. */
@Controller()
export class AnalyticsController {
  constructor(private readonly unit: UnitOfWork) {}

  @EventPattern<string>(ORDER_EVENTS)
  followOrders(@Payload() event: OrderProcessed, @Ctx() context: KafkaContext): Promise<void> {
    return this.record(event, context);
  }

  @EventPattern<string>(INVENTORY_EVENTS)
  followInventory(@Payload() event: OrderProcessed, @Ctx() context: KafkaContext): Promise<void> {
    return this.record(event, context);
  }

  @EventPattern<string>(TRANSACTION_EVENTS)
  followTransaction(@Payload() event: OrderProcessed, @Ctx() context: KafkaContext): Promise<void> {
    return this.record(event, context);
  }

  private record(event: OrderProcessed, context: KafkaContext): Promise<void> {
    return this.unit.handle(context, event, async ({ type, tx }) => {
      const { headers, offset } = context.getMessage();
      const { ce_id, ce_source, ce_time } = headers as Record<string, string>;
      const place = [context.getTopic(), context.getPartition()];
      await tx.query(
        `INSERT INTO event_log (topic, partition, "offset", ce_id, source, type, version, event_time, order_id, data)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9)`,
        [...place, offset, ce_id, ce_source, type, ce_time, event.orderId, JSON.stringify(event)],
      );
      const created = type === 'ORDER_CREATED' ? 1 : 0;
      const confirmed = type === 'ORDER_CONFIRMED' ? 1 : 0;
      const counters = [created, confirmed, confirmed * event.total || 0];
      await tx.query(ADD_TO_MINUTE, [...place, ce_time, ...counters]);
      await tx.query(ADD_TO_TOTAL, [...place, ...counters]);
      if (!confirmed) return;
      for (const { itemId, quantity } of event.items) await tx.query(ADD_TO_ITEM, [...place, itemId, quantity]);
    });
  }
}

const NOT_COUNTED_HERE = 'rejected_insufficient_stock, rejected_declined, rejected_timed_out, cancelled';
const ADDED = `orders = total.orders + excluded.orders, confirmed = total.confirmed + excluded.confirmed,
  revenue_cents = total.revenue_cents + excluded.revenue_cents`;
const ADD_TO_MINUTE = `
  INSERT INTO minute_rollup AS total (topic, partition, minute, orders, confirmed, revenue_cents, ${NOT_COUNTED_HERE})
  VALUES ($1, $2, date_trunc('minute', $3::timestamptz), $4, $5, $6, 0, 0, 0, 0)
  ON CONFLICT (minute, topic, partition) DO UPDATE SET ${ADDED}`;
const ADD_TO_TOTAL = `
  INSERT INTO total_rollup AS total (topic, partition, events, orders, confirmed, revenue_cents, ${NOT_COUNTED_HERE})
  VALUES ($1, $2, 1, $3, $4, $5, 0, 0, 0, 0)
  ON CONFLICT (topic, partition) DO UPDATE SET events = total.events + 1, ${ADDED}`;
const ADD_TO_ITEM = `
  INSERT INTO item_rollup AS total (topic, partition, item_id, units, revenue_cents)
  VALUES ($1, $2, $3, $4::bigint, $4::bigint * 1000)
  ON CONFLICT (item_id, topic, partition) DO UPDATE SET
    units = total.units + excluded.units, revenue_cents = total.revenue_cents + excluded.revenue_cents`;
