import type { KafkaClient } from './kafka-on-demand.js';

/** The messages of a partition: those from offset `begin` on, below offset `end`. */
export interface PartitionRange {
  readonly partition: number;
  readonly begin: number;
  readonly end: number;
}

export interface TopicRanges {
  /** Without the namespace. */
  readonly name: string;
  /** By their number. */
  readonly partitions: readonly PartitionRange[];
}

/** A topic, and the nodes that its partitions are read from. */
export interface FoundTopic {
  readonly name: string;
  /** With the namespace, as Kafka knows it. */
  readonly fullName: string;
  /** By their number. */
  readonly partitions: readonly { readonly partition: number; readonly leader: number }[];
}

/** Of one topic: offsets by partition. */
export type Offsets = ReadonlyMap<number, number>;

/** What Kafka takes for a time. */
const [BEGINNING, END] = [-2, -1];

/** The topics of a namespace by name, without Kafka's own. */
export async function findTopics({ cluster }: KafkaClient, namespace: string): Promise<FoundTopic[]> {
  const broker = await cluster.brokerPool.findConnectedBroker();
  const { topicMetadata } = await broker.metadata([]);
  return topicMetadata
    .filter(({ topic }) => topic.startsWith(namespace) && !topic.startsWith('__'))
    .map(({ topic, partitionMetadata }) => ({
      name: topic.slice(namespace.length),
      fullName: topic,
      partitions: partitionMetadata
        .map(({ partitionId, leader }) => ({ partition: partitionId, leader }))
        .sort((a, b) => a.partition - b.partition),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the topics hold now. */
export async function rangesOf(client: KafkaClient, topics: readonly FoundTopic[]): Promise<TopicRanges[]> {
  const [begins, ends] = await Promise.all([offsetsAt(client, topics, BEGINNING), offsetsAt(client, topics, END)]);
  return topics.map(({ name, fullName, partitions }) => ({
    name,
    partitions: partitions.map(({ partition }) => ({
      partition,
      begin: begins.get(fullName)!.get(partition)!,
      end: ends.get(fullName)!.get(partition)!,
    })),
  }));
}

/** The first offset of each partition whose message is not older than `time`; none where all are older. */
export async function offsetsSince(client: KafkaClient, topic: FoundTopic, time: Date): Promise<Offsets> {
  const offsets = (await offsetsAt(client, [topic], time.getTime())).get(topic.fullName)!;
  return new Map([...offsets].filter(([, offset]) => offset >= 0));
}

/** One request to each node. Answers offsets by a topic's full name. */
async function offsetsAt(
  { cluster }: KafkaClient,
  topics: readonly FoundTopic[],
  timestamp: number,
): Promise<Map<string, Offsets>> {
  const leaders = new Set(topics.flatMap(({ partitions }) => partitions.map(({ leader }) => leader)));
  const answers = [...leaders].map(async (nodeId) => {
    const broker = await cluster.findBroker({ nodeId });
    const asked = topics.map(({ fullName, partitions }) => ({
      topic: fullName,
      partitions: partitions
        .filter(({ leader }) => leader === nodeId)
        .map(({ partition }) => ({ partition, timestamp })),
    }));
    return (await broker.listOffsets({ topics: asked.filter(({ partitions }) => partitions.length > 0) })).responses;
  });
  const found = new Map<string, Map<number, number>>();
  for (const { topic, partitions } of (await Promise.all(answers)).flat()) {
    const offsets = found.get(topic) ?? new Map<number, number>();
    for (const { partition, offset } of partitions) offsets.set(partition, Number(offset));
    found.set(topic, offsets);
  }
  return found;
}
