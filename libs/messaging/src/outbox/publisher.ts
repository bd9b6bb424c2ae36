import type { OutboxRow } from './send-batch.js';

/** Sends messages to the broker. Implemented in `transport/`, where alone kafkajs is known. */
export abstract class Publisher {
  /**
   * Resolves when all in-sync replicas hold all the rows. Rejects with `MessageRefused` when the broker will never take
   * one of them, with any other error when it may take them later.
   */
  abstract send(rows: readonly OutboxRow[]): Promise<void>;
  abstract disconnect(): Promise<void>;
}

/** The broker will never take (one of) these messages: too large, or otherwise invalid. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}
