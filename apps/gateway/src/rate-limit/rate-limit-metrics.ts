import { Injectable } from '@nestjs/common';
import { Metrics, type Counter } from '@orderflow/service';

/** Counts the requests that the rate limit refuses. */
@Injectable()
export class RateLimitMetrics {
  private readonly refusals: Counter;

  constructor(metrics: Metrics) {
    this.refusals = metrics.counter({
      name: 'orderflow_rate_limited_total',
      help: 'Requests that were refused because their client had sent too many',
    });
  }

  refused(): void {
    this.refusals.inc();
  }
}
