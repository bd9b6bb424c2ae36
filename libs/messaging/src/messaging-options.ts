import type { KafkaSecurity } from './transport/kafka-security.js';

/** What a service tells the library. Durations are milliseconds. */
export interface MessagingOptions {
  /** The service's name: its consumer group, its Kafka client id, and `/name` is the `ce_source` of its events. */
  readonly service: string;
  /** Kafka's bootstrap servers, `host:port` each. */
  readonly brokers: readonly string[];
  /** Default: none, Kafka is spoken to in the clear. */
  readonly security?: KafkaSecurity;
  /** Goes before every topic and consumer group, so that several systems can share one Kafka. Default: none. */
  readonly namespace?: string;
  /** The service's database; the relay keeps a connection of its own to it. */
  readonly databaseUrl: string;
  /** After this silence Kafka gives a member's partitions to others. Default: 30,000. */
  readonly sessionTimeoutMs?: number;
  /**
   * How long events may gather in Kafka before they are taken, for a service that nobody waits for: fewer, larger batches.
   * Default: 0, they are taken as they come.
   */
  readonly gatherMs?: number;
  /** How failing events are tried again. */
  readonly retry?: Partial<RetryPolicy>;
  /** At so many parked events a partition pauses instead of parking more. Default: 10,000. */
  readonly maxParked?: number;
  /** At so many unsent events the service is not ready and lets nothing more in. Default: 100,000. */
  readonly maxOutbox?: number;
  /** How long the inbox remembers an event; longer than Kafka keeps it. Default: 10 days. */
  readonly inboxRetentionMs?: number;
  /**
   * Whether events are traced, by the tracer provider that is registered with OpenTelemetry's API. Default: false, and
   * neither spans nor headers are made.
   */
  readonly tracing?: boolean;
}

export interface RetryPolicy {
  /** Attempts until an event is dead, the first one included. Default: 10. */
  readonly attempts: number;
  /** The wait after the first failure; it doubles with each further one. Default: 500. */
  readonly initialMs: number;
  /** The longest wait. Default: 60,000. */
  readonly maxMs: number;
}

/** The options with their defaults. */
export type Messaging = Required<Omit<MessagingOptions, 'retry' | 'security'>> & {
  readonly security?: KafkaSecurity;
  readonly retry: RetryPolicy;
  readonly source: string;
};

export const MESSAGING = Symbol('MESSAGING');

const DAY_MS = 24 * 60 * 60 * 1_000;

export function withDefaults(options: MessagingOptions): Messaging {
  return {
    namespace: '',
    sessionTimeoutMs: 30_000,
    gatherMs: 0,
    maxParked: 10_000,
    maxOutbox: 100_000,
    inboxRetentionMs: 10 * DAY_MS,
    tracing: false,
    ...options,
    source: `/${options.service}`,
    retry: { attempts: 10, initialMs: 500, maxMs: 60_000, ...options.retry },
  };
}
