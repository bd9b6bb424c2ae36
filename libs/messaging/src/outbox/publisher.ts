import type { OutboxRow } from './send-batch.js';

/** Sends messages to the broker. Implemented in `transport/`, where alone kafkajs is known. */
export abstract class Publisher {
  /**
   * Resolves when all in-sync replicas hold all the rows. Rejects with `MessageRefused` when the broker will never take
   * one of them, with `TopicsMissing`, none sent, when it does not have their topics, with any other error when it may
   * take them later.
   */
  abstract send(rows: readonly OutboxRow[]): Promise<void>;
  /** Ends at once, also what is under way. */
  abstract disconnect(): void;
}

/** The broker will never take (one of) these messages: too large, or otherwise invalid. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}

/** The broker does not have these topics; it may get them later. */
export class TopicsMissing extends Error {
  override readonly name = 'TopicsMissing';
  constructor(readonly topics: readonly string[]) {
    super(`Kafka has no topic ${topics.join(', ')}`);
  }
}
