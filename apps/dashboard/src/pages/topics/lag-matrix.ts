import type { ConsumerGroup, Topics } from '../../api/topics';

type Topic = Topics['topics'][number];

/** A group's position in one partition. */
export interface PartitionLag {
  readonly lag: number;
  /** The next offset that the group would read after a restart; null before its first commit. */
  readonly committed: number | null;
  /** Who reads it now; null when nobody does. */
  readonly member: string | null;
}

export interface PartitionRow {
  readonly partition: number;
  readonly begin: number;
  readonly end: number;
  readonly messages: number;
  /** By group. */
  readonly lags: ReadonlyMap<string, PartitionLag>;
}

/** A topic with how far each group that reads it has come. */
export interface TopicRow {
  readonly name: string;
  readonly messages: number;
  /** Those that read it, by name, with their lag on this topic. */
  readonly readers: readonly { readonly group: string; readonly lag: number }[];
  readonly partitions: readonly PartitionRow[];
}

/** The topics, those that someone reads first, each with its partitions and the lag of its groups. */
export function topicRows(topics: readonly Topic[], groups: readonly ConsumerGroup[]): TopicRow[] {
  return topics
    .map((topic) => rowOf(topic, groups))
    .sort((a, b) => Number(b.readers.length > 0) - Number(a.readers.length > 0) || a.name.localeCompare(b.name));
}

function rowOf({ name, partitions }: Topic, groups: readonly ConsumerGroup[]): TopicRow {
  const rows = partitions
    .map(({ partition, begin, end }): PartitionRow => {
      return { partition, begin, end, messages: end - begin, lags: lagsOf(name, partition, groups) };
    })
    .sort((a, b) => a.partition - b.partition);
  const names = [...new Set(rows.flatMap(({ lags }) => [...lags.keys()]))].sort();
  return {
    name,
    messages: sum(rows.map(({ messages }) => messages)),
    readers: names.map((group) => ({ group, lag: sum(rows.map(({ lags }) => lags.get(group)?.lag ?? 0)) })),
    partitions: rows,
  };
}

function lagsOf(topic: string, partition: number, groups: readonly ConsumerGroup[]): ReadonlyMap<string, PartitionLag> {
  const lags = groups.flatMap((group): [string, PartitionLag][] => {
    const at = group.partitions.find((position) => position.topic === topic && position.partition === partition);
    return at ? [[group.name, { lag: at.lag, committed: at.committed, member: at.member }]] : [];
  });
  return new Map(lags);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** How much of its bar a lag fills, 0 to 1: of the largest one, but never nothing when there is some. */
export function barOf(lag: number, largest: number): number {
  return lag <= 0 || largest <= 0 ? 0 : Math.max(0.02, Math.min(1, lag / largest));
}
