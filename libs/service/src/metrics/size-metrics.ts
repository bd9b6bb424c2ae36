import { Injectable } from '@nestjs/common';
import { MessagingSizes, type Sizes } from '@orderflow/messaging';
import { Metrics, type Gauge } from './metrics.js';

/** A scrape may come from several Prometheus servers; each reading counts rows. */
const FRESH_MS = 1_000;
/** A scrape is given up by Prometheus after 10 s: what is not known by then would take all other metrics with it. */
const PATIENCE_MS = 2_000;

/** What the tables of messaging hold. Without the database these gauges are absent, and the scrape has all the others. */
@Injectable()
export class SizeMetrics {
  private readonly gauges: readonly Size[];
  private reading: Promise<Sizes | undefined> = Promise.resolve(undefined);
  /** When the last reading ended; later than any time while one is under way. */
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    metrics: Metrics,
    private readonly sizes: MessagingSizes,
  ) {
    this.gauges = sizeGauges(metrics);
    metrics.beforeScrape(() => this.refresh());
  }

  private async refresh(): Promise<void> {
    const sizes = await this.read();
    for (const { gauge, state, valueOf } of this.gauges) {
      if (sizes) gauge.set(state ? { state } : {}, valueOf(sizes));
      else gauge.remove(...(state ? [state] : []));
    }
  }

  /** Never rejects. One reading at a time, and one a second at most. */
  private read(): Promise<Sizes | undefined> {
    if (performance.now() - this.readAt > FRESH_MS) {
      this.readAt = Number.POSITIVE_INFINITY;
      this.reading = this.sizes
        .read(PATIENCE_MS)
        .catch(() => undefined)
        .finally(() => (this.readAt = performance.now()));
    }
    return this.reading;
  }
}

interface Size {
  readonly gauge: Gauge;
  readonly state?: string;
  readonly valueOf: (sizes: Sizes) => number;
}

function sizeGauges(metrics: Metrics): Size[] {
  const sized = (name: string, help: string, valueOf: Size['valueOf']): Size => ({
    gauge: metrics.gauge({ name, help }),
    valueOf,
  });
  const parked = metrics.gauge({
    name: 'orderflow_parked_events',
    help: 'Events that wait to be tried again, and dead letters',
    labels: ['state'],
  });
  return [
    sized('orderflow_outbox_events', 'Messages that wait for Kafka', ({ outbox }) => outbox),
    sized(
      'orderflow_outbox_oldest_age_seconds',
      'How long the oldest of them waits',
      ({ oldestSeconds }) => oldestSeconds,
    ),
    sized('orderflow_outbox_rejected_events', 'Messages that Kafka has refused for good', ({ rejected }) => rejected),
    sized('orderflow_inbox_events', 'Events that the inbox remembers, by PostgreSQL’s estimate', ({ inbox }) => inbox),
    { gauge: parked, state: 'retrying', valueOf: ({ retrying }) => retrying },
    { gauge: parked, state: 'dead', valueOf: ({ dead }) => dead },
  ];
}
