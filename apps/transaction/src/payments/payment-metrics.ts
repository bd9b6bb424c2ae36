import { Injectable } from '@nestjs/common';
import { OrderProcessed, OrderRefunded } from '@orderflow/contracts';
import { Metrics, toDecimal, type Counter } from '@orderflow/service';
import { TransactionSettings } from '../config.js';
import type { TransactionEvent } from './domain/index.js';

/** Counts the money that moves. Call it when it is committed. */
@Injectable()
export class PaymentMetrics {
  private readonly charges: Counter<'currency'>;
  private readonly refunds: Counter<'currency'>;

  constructor(metrics: Metrics, { CURRENCY: currency }: TransactionSettings) {
    this.charges = metrics.counter({
      name: 'orderflow_charged_amount_total',
      help: 'What customers were charged, in units of the currency',
      labels: ['currency'],
      series: [{ currency }],
    });
    this.refunds = metrics.counter({
      name: 'orderflow_refunded_amount_total',
      help: 'What customers got back of it, in units of the currency',
      labels: ['currency'],
      series: [{ currency }],
    });
  }

  /** By the events that tell of it. */
  moved(events: readonly TransactionEvent[]): void {
    for (const event of events) {
      if (event instanceof OrderProcessed) this.charges.inc({ currency: event.currency }, toDecimal(event.total));
      if (event instanceof OrderRefunded) this.refunds.inc({ currency: event.currency }, toDecimal(event.total));
    }
  }
}
