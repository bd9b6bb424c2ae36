import { Injectable } from '@nestjs/common';
import {
  MessagingObserver,
  type Called,
  type Committed,
  type Place,
  type Relayed,
  type Retried,
} from '@orderflow/messaging';
import { Metrics, type Counter, type Gauge, type Histogram } from './metrics.js';

const EVENTS = {
  name: 'orderflow_consumer_events_total',
  help: 'Events by what became of them when they came from Kafka',
  labels: ['topic', 'fate'],
} as const;

const BATCH = {
  name: 'orderflow_consumer_batch_events',
  help: 'Events in one transaction',
  labels: ['topic'],
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500], // a transaction holds 500 at most
} as const;

const TRANSACTION = {
  name: 'orderflow_consumer_transaction_duration_seconds',
  help: 'How long transactions took that handled events, the COMMIT included',
  labels: ['topic'],
  buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], // a statement ends after 10 s
} as const;

const HANDLER = {
  name: 'orderflow_handler_duration_seconds',
  help: 'How long calls of a handler took, each with all of its events in a transaction',
  labels: ['topic', 'handler', 'outcome'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
} as const;

const LAG = {
  name: 'orderflow_consumer_lag_events',
  help: 'Events that this process has yet to handle, of each partition that it holds',
  labels: ['topic', 'partition'],
} as const;

const RETRIES = {
  name: 'orderflow_retries_total',
  help: 'Attempts at parked events',
  labels: ['topic', 'outcome'],
} as const;

const MESSAGES = {
  name: 'orderflow_relay_messages_total',
  help: 'Messages of the outbox that Kafka has acknowledged',
  labels: ['topic'],
} as const;

const BYTES = {
  name: 'orderflow_relay_bytes_total',
  help: 'Bytes of those messages: keys, values and headers',
  labels: ['topic'],
} as const;

const SEND = {
  name: 'orderflow_relay_send_duration_seconds',
  help: 'How long Kafka took to acknowledge what one send held of a topic',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
} as const;

/** Counts what this process consumes, handles and publishes. */
@Injectable()
export class MessagingMetrics extends MessagingObserver {
  private readonly events: Counter<'topic' | 'fate'>;
  private readonly batch: Histogram<'topic'>;
  private readonly transaction: Histogram<'topic'>;
  private readonly handler: Histogram<'topic' | 'handler' | 'outcome'>;
  private readonly lag: Gauge<'topic' | 'partition'>;
  private readonly retries: Counter<'topic' | 'outcome'>;
  private readonly messages: Counter<'topic'>;
  private readonly bytes: Counter<'topic'>;
  private readonly send: Histogram;

  constructor(metrics: Metrics) {
    super();
    this.events = metrics.counter(EVENTS);
    this.batch = metrics.histogram(BATCH);
    this.transaction = metrics.histogram(TRANSACTION);
    this.handler = metrics.histogram(HANDLER);
    this.lag = metrics.gauge(LAG);
    this.retries = metrics.counter(RETRIES);
    this.messages = metrics.counter(MESSAGES);
    this.bytes = metrics.counter(BYTES);
    this.send = metrics.histogram(SEND);
  }

  override committed({ topic, events, duplicates, handled, skipped, parked, dead, seconds }: Committed): void {
    const fates = Object.entries({ handled, duplicate: duplicates, skipped, parked, dead });
    for (const [fate, count] of fates) this.events.inc({ topic, fate }, count); // also by 0: the series is there from then on
    this.batch.observe({ topic }, events);
    this.transaction.observe({ topic }, seconds);
  }

  override called({ topic, handler, outcome, seconds }: Called): void {
    this.handler.observe({ topic, handler, outcome }, seconds);
  }

  override stands({ topic, partition, lag }: Place & { readonly lag: number }): void {
    this.lag.set({ topic, partition }, lag);
  }

  override left({ topic, partition }: Place): void {
    this.lag.remove({ topic, partition });
  }

  override relayed({ topic, messages, bytes, seconds }: Relayed): void {
    this.messages.inc({ topic }, messages);
    this.bytes.inc({ topic }, bytes);
    this.send.observe(seconds);
  }

  override retried({ topic, outcome }: Retried): void {
    this.retries.inc({ topic, outcome });
  }
}
