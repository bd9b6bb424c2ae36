import { Injectable } from '@nestjs/common';
import { OrderCancelled, OrderConfirmed, RejectionReason } from '@orderflow/contracts';
import { Metrics, type Counter, type Histogram } from '@orderflow/service';
import { OrderStatus, type OrderEvent } from './domain/index.js';
import { createdAtOf } from './order-id.js';

/** In seconds: from an idle system, over one that has work for minutes, to an order that waits for its deadline. */
const SETTLE_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];

/** Counts what becomes of orders. Call it when it is committed. */
@Injectable()
export class OrderMetrics {
  private readonly acceptances: Counter;
  private readonly settlements: Counter<'status' | 'reason'>;
  private readonly settleDuration: Histogram<'status'>;

  constructor(metrics: Metrics) {
    this.acceptances = metrics.counter({ name: 'orderflow_orders_accepted_total', help: 'Orders that were accepted' });
    this.settlements = metrics.counter({
      name: 'orderflow_orders_settled_total',
      help: 'Orders that were confirmed, rejected or cancelled; one that is cancelled after it was confirmed counts in both',
      labels: ['status', 'reason'],
      series: [
        { status: 'confirmed', reason: 'none' },
        { status: 'cancelled', reason: 'none' },
        ...Object.values(RejectionReason).map((reason) => ({ status: 'rejected', reason })),
      ],
    });
    this.settleDuration = metrics.histogram({
      name: 'orderflow_order_settle_duration_seconds',
      help: 'From the acceptance of an order until it was first confirmed, rejected or cancelled',
      labels: ['status'],
      buckets: SETTLE_SECONDS,
    });
  }

  accepted(orders: number): void {
    this.acceptances.inc(orders);
  }

  /** By the events that tell of it, which were decided `at` that time. */
  settled(events: readonly OrderEvent[], at: Date): void {
    for (const event of events) {
      const status = statusOf(event);
      this.settlements.inc({ status, reason: 'reason' in event ? event.reason : 'none' });
      if (isFirst(event)) {
        this.settleDuration.observe({ status }, (at.getTime() - createdAtOf(event.orderId).getTime()) / 1_000);
      }
    }
  }
}

function statusOf(event: OrderEvent): 'confirmed' | 'rejected' | 'cancelled' {
  if (event instanceof OrderConfirmed) return 'confirmed';
  return event instanceof OrderCancelled ? 'cancelled' : 'rejected';
}

const isFirst = (event: OrderEvent): boolean =>
  !(event instanceof OrderCancelled && event.previousStatus === OrderStatus.Confirmed);
