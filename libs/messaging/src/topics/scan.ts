import type { KafkaMessage } from 'kafkajs';
import { sizeOf, type PartitionCursor } from './partition-cursor.js';
import { topicMessage, type TopicMessage } from './topic-message.js';

/** What one scan takes at most. */
export interface ScanLimits {
  /** Messages that are accepted. */
  readonly accepted: number;
  /** Messages that are looked at. */
  readonly scanned: number;
  /** Of the accepted messages; the one that goes past it is still taken. */
  readonly bytes: number;
  /** Milliseconds. */
  readonly ms: number;
}

export interface Scanned {
  /** In the order of reading. */
  readonly messages: readonly TopicMessage[];
  /** How many were looked at. */
  readonly scanned: number;
}

/** Which of two messages comes first: negative, when it is `a`. */
export type Order = (a: KafkaMessage, b: KafkaMessage) => number;

export const oldestFirst: Order = (a, b) => Number(a.timestamp) - Number(b.timestamp);
export const newestFirst: Order = (a, b) => oldestFirst(b, a);

/**
 * Takes messages from partitions, merged by their timestamps; within a partition they keep their order, whatever their
 * timestamps say. It ends when all partitions are at their ends, at the first limit, or when `signal` aborts; the cursors
 * then stand behind what was looked at.
 */
export async function scan(
  cursors: readonly PartitionCursor[],
  order: Order,
  isAccepted: (message: KafkaMessage) => boolean,
  limits: ScanLimits,
  signal?: AbortSignal,
): Promise<Scanned> {
  const deadline = performance.now() + limits.ms;
  const messages: TopicMessage[] = [];
  let [scanned, bytes] = [0, 0];
  const goesOn = (): boolean =>
    messages.length < limits.accepted &&
    scanned < limits.scanned &&
    bytes < limits.bytes &&
    performance.now() < deadline &&
    !signal?.aborted;
  while (goesOn()) {
    const empty = cursors.filter(({ next, isAtEnd }) => !next && !isAtEnd);
    if (empty.length > 0) {
      await Promise.all(empty.map((cursor) => cursor.refill()));
      continue;
    }
    const cursor = first(cursors, order);
    if (!cursor) break;
    const message = cursor.take();
    scanned++;
    if (!isAccepted(message)) continue;
    messages.push(topicMessage(cursor.partition, message));
    bytes += sizeOf(message);
  }
  return { messages, scanned };
}

/** The one whose next message comes first. */
function first(cursors: readonly PartitionCursor[], order: Order): PartitionCursor | undefined {
  return cursors
    .filter(({ next }) => next)
    .reduce<PartitionCursor | undefined>(
      (best, cursor) => (best && order(best.next!, cursor.next!) <= 0 ? best : cursor),
      undefined,
    );
}
