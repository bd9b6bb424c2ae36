import type { KafkaMessage } from 'kafkajs';
import type { KafkaClient } from './kafka-on-demand.js';
import type { PartitionRange } from './topic-ranges.js';

/** A topic's partition, and the node that it is read from. */
export interface PartitionPlace {
  /** As Kafka knows it. */
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
}

/** What one fetch brings. */
export interface Fetched {
  /** In offset order. */
  readonly messages: readonly KafkaMessage[];
  /** The offset to go on at. */
  readonly next: number;
}

const FETCH_BYTES = 256 * 1024;
/** Is never waited for where there are messages; kafkajs takes it for the time limit of the request, too. */
const WAIT_MS = 2_000;

/**
 * Reads messages of a partition, up to the end that it had when the reading began. Nothing is committed, and no group is
 * joined. One request a partition: in a shared one a message over the limit would keep the others' from coming.
 */
export class PartitionSource {
  constructor(
    private readonly client: KafkaClient,
    private readonly place: PartitionPlace,
    readonly range: PartitionRange,
  ) {}

  /** The messages from `offset` on, which is below the end: as many as fit, one at least where there is one. */
  async fetch(offset: number): Promise<Fetched> {
    const { topic, partition, leader } = this.place;
    const { end } = this.range;
    const broker = await this.client.cluster.findBroker({ nodeId: leader });
    const { responses } = await broker.fetch({
      maxWaitTime: WAIT_MS,
      maxBytes: FETCH_BYTES,
      topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes: FETCH_BYTES }] }],
    });
    const fetched = responses[0]?.partitions[0]?.messages ?? [];
    // Kafka sends whole batches, which may begin earlier; and those of transactions end with a record of Kafka's own.
    const messages = fetched.filter(
      (message) => Number(message.offset) >= offset && Number(message.offset) < end && !message.isControlRecord,
    );
    const last = fetched.at(-1);
    return { messages, next: last ? Math.max(offset, Number(last.offset)) + 1 : end };
  }
}
