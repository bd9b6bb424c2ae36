import { partitionOf } from '../transport/wire/partitioner.js';
import { UnknownPartition } from './errors.js';
import type { KafkaClient } from './kafka-on-demand.js';
import { BackwardCursor, ForwardCursor, type PartitionCursor } from './partition-cursor.js';
import { PartitionSource } from './partition-source.js';
import { newestFirst, oldestFirst, scan, type ScanLimits } from './scan.js';
import { accepts, type MessageFilter, type TopicMessage } from './topic-message.js';
import { offsetsSince, rangesOf, type FoundTopic, type Offsets, type PartitionRange } from './topic-ranges.js';

/**
 * Where to begin. `from` offsets and `since` a time it goes forwards, oldest first; `before` offsets and from the `latest`
 * message backwards, newest first. Offsets also choose the partitions; those that a partition has not are cut to those
 * that it has.
 */
export type Start =
  | { readonly kind: 'latest' }
  | { readonly kind: 'since'; readonly time: Date }
  | { readonly kind: 'from' | 'before'; readonly offsets: Offsets };

export interface ReadRequest extends MessageFilter {
  readonly topic: string;
  readonly start: Start;
  /** The only one to read. Default: the key's, where there is one, else all. */
  readonly partition?: number;
  /** Messages at most. */
  readonly limit: number;
}

export interface Reading {
  /** In the order of reading. */
  readonly messages: readonly TopicMessage[];
  /** How many were looked at. */
  readonly scanned: number;
  /** Where to go on; null when there was nothing more. */
  readonly next: Extract<Start, { offsets: Offsets }> | null;
}

const LIMITS: Omit<ScanLimits, 'accepted'> = { scanned: 10_000, bytes: 4 * 1024 * 1024, ms: 5_000 };

/**
 * Reads messages of a topic.
 * @throws UnknownPartition
 */
export async function readTopic(
  client: KafkaClient,
  topic: FoundTopic,
  request: ReadRequest,
  signal?: AbortSignal,
): Promise<Reading> {
  const { start, limit } = request;
  const ranges = new Map((await rangesOf(client, [topic]))[0]!.partitions.map((range) => [range.partition, range]));
  const since = start.kind === 'since' ? await offsetsSince(client, topic, start.time) : new Map<number, number>();
  const cursors = chosenPartitions(topic, request).map((partition) => {
    const range = ranges.get(partition)!;
    const { leader } = topic.partitions.find((one) => one.partition === partition)!;
    const source = new PartitionSource(client, { topic: topic.fullName, partition, leader }, range);
    return cursorAt(source, range, start, since);
  });
  const isForward = start.kind === 'since' || start.kind === 'from';
  const limits = { ...LIMITS, accepted: limit };
  const found = await scan(cursors, isForward ? oldestFirst : newestFirst, accepts(request), limits, signal);
  const offsets = new Map(cursors.map(({ partition, position }) => [partition, position]));
  const next = cursors.every(({ isAtEnd }) => isAtEnd)
    ? null
    : ({ kind: isForward ? 'from' : 'before', offsets } as const);
  return { ...found, next };
}

function chosenPartitions({ name, partitions }: FoundTopic, { partition, key, start }: ReadRequest): number[] {
  const count = partitions.length;
  const chosen = (): number[] => {
    if (partition !== undefined) return [partition];
    if ('offsets' in start) return [...start.offsets.keys()];
    if (key !== undefined) return [partitionOf(Buffer.from(key), count)];
    return partitions.map((one) => one.partition);
  };
  return chosen().map((one) => {
    if (one >= count) throw new UnknownPartition(name, one, count);
    return one;
  });
}

function cursorAt(
  source: PartitionSource,
  { partition, begin, end }: PartitionRange,
  start: Start,
  since: Offsets,
): PartitionCursor {
  const within = (offset: number): number => Math.min(end, Math.max(begin, offset));
  switch (start.kind) {
    case 'latest':
      return new BackwardCursor(source, end);
    case 'before':
      return new BackwardCursor(source, within(start.offsets.get(partition) ?? end));
    case 'from':
      return new ForwardCursor(source, within(start.offsets.get(partition) ?? begin));
    case 'since':
      return new ForwardCursor(source, within(since.get(partition) ?? end));
  }
}
