import { Injectable } from '@nestjs/common';

/** What has become of the events of one transaction; the fates add up to `events`. */
export interface Committed {
  readonly topic: string;
  readonly events: number;
  readonly handled: number;
  readonly duplicates: number;
  readonly skipped: number;
  /** Set aside, to be tried again. */
  readonly parked: number;
  /** Set aside for an operator to look at. */
  readonly dead: number;
  readonly seconds: number;
}

/** One call of a handler. */
export interface Called {
  readonly topic: string;
  /** The types of event that it takes, sorted and joined by `+`; where they are more than three, the topic. */
  readonly handler: string;
  /** How many events it was given. */
  readonly events: number;
  readonly seconds: number;
  readonly outcome: 'ok' | 'failed';
}

/** A partition of a topic, which this process consumes. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** What Kafka has acknowledged of one topic. */
export interface Relayed {
  readonly topic: string;
  readonly messages: number;
  /** Of keys, values and headers, as the outbox holds them. */
  readonly bytes: number;
  /** What the send took; the topics of one send share it. */
  readonly seconds: number;
}

/** One attempt at a parked event. */
export interface Retried {
  readonly topic: string;
  readonly outcome: 'handled' | 'skipped' | 'failed' | 'dead';
}

/**
 * Hears what messaging does, at most once per transaction, call or send. This one does not listen: a subclass that is
 * named in `MessagingModule.forRootAsync` has the methods for what it wants to hear. They are called after the fact and
 * waited for, so they must be quick, and must not throw. Topics are without the namespace; durations are seconds.
 */
@Injectable()
export class MessagingObserver {
  /** A transaction with events of one topic is committed; several partitions may share it. */
  committed?(committed: Committed): void;

  /** A handler was called once. Its transaction may yet be rolled back. */
  called?(called: Called): void;

  /** Where a partition stands: the events between its committed position and the log's end as the last fetch told it. */
  stands?(standing: Place & { readonly lag: number }): void;

  /** A partition was given up. */
  left?(place: Place): void;

  /** Kafka has acknowledged messages of the outbox. */
  relayed?(relayed: Relayed): void;

  /** A parked event was tried again, and what came of it is committed. */
  retried?(retried: Retried): void;
}
