import kafkajs, { type GroupDescription } from 'kafkajs';
import type { KafkaClient } from './kafka-on-demand.js';
import type { TopicRanges } from './topic-ranges.js';

/** Where a consumer group stands in a partition. */
export interface GroupPosition {
  /** Without the namespace, as the group's name. */
  readonly topic: string;
  readonly partition: number;
  /** The offset that it reads next; null when it has committed none, and begins at the first message. */
  readonly committed: number | null;
  readonly end: number;
  /** Messages that it has not committed yet. */
  readonly lag: number;
  /** The id of the member that has the partition. */
  readonly member: string | null;
}

export interface ConsumerGroup {
  readonly name: string;
  /** As Kafka calls it: `Stable`, `Empty`, `PreparingRebalance`, … */
  readonly state: string;
  readonly members: number;
  readonly lag: number;
  /** Of the topics that it has read from, or has members for. */
  readonly partitions: readonly GroupPosition[];
}

/** By topic and partition. */
type ByPlace<T> = ReadonlyMap<string, T>;

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/** The consumer groups of a namespace by name. `topics`: those of the namespace, with what they hold. */
export async function describeGroups(
  client: KafkaClient,
  namespace: string,
  topics: readonly TopicRanges[],
): Promise<ConsumerGroup[]> {
  const { groups } = await client.admin.listGroups();
  const ours = groups.filter(
    ({ groupId, protocolType }) => groupId.startsWith(namespace) && protocolType === 'consumer',
  );
  const { groups: descriptions } = await client.admin.describeGroups(ours.map(({ groupId }) => groupId));
  const described = descriptions.map(async (description) => {
    const { groupId, state, members } = description;
    const committed = await committedBy(client, groupId, namespace);
    const partitions = positionsOf(topics, committed, membersByPlace(description, namespace));
    return {
      name: groupId.slice(namespace.length),
      state,
      members: members.length,
      lag: sumOf(partitions),
      partitions,
    };
  });
  return (await Promise.all(described)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The lag of each group; null for one that has committed nothing yet. Cheaper than to describe it. */
export async function lagOf(
  client: KafkaClient,
  namespace: string,
  groups: readonly string[],
  topics: readonly TopicRanges[],
): Promise<Map<string, number | null>> {
  const lags = groups.map(async (group) => {
    const committed = await committedBy(client, namespace + group, namespace);
    return [group, committed.size === 0 ? null : sumOf(positionsOf(topics, committed, new Map()))] as const;
  });
  return new Map(await Promise.all(lags));
}

async function committedBy({ admin }: KafkaClient, groupId: string, namespace: string): Promise<ByPlace<number>> {
  const topics = await admin.fetchOffsets({ groupId });
  const places = topics.flatMap(({ topic, partitions }) =>
    partitions.map(
      ({ partition, offset }) => [placeOf(topic.slice(namespace.length), partition), Number(offset)] as const,
    ),
  );
  return new Map(places.filter(([, offset]) => offset >= 0));
}

function membersByPlace({ members }: GroupDescription, namespace: string): ByPlace<string> {
  const owners = new Map<string, string>();
  for (const { memberId, memberAssignment } of members) {
    if (memberAssignment.length === 0) continue; // it has joined, and waits for its share
    const { assignment = {} } = kafkajs.AssignerProtocol.MemberAssignment.decode(memberAssignment) ?? {};
    for (const [topic, partitions] of Object.entries(assignment))
      for (const partition of partitions) owners.set(placeOf(topic.slice(namespace.length), partition), memberId);
  }
  return owners;
}

function positionsOf(
  topics: readonly TopicRanges[],
  committed: ByPlace<number>,
  members: ByPlace<string>,
): GroupPosition[] {
  const isRead = ({ name, partitions }: TopicRanges): boolean =>
    partitions.map(({ partition }) => placeOf(name, partition)).some((at) => committed.has(at) || members.has(at));
  return topics.filter(isRead).flatMap(({ name, partitions }) =>
    partitions.map(({ partition, begin, end }) => {
      const place = placeOf(name, partition);
      const own = committed.get(place) ?? null;
      // Kafka may have deleted what the group has not read.
      const lag = Math.max(0, end - Math.max(own ?? begin, begin));
      return { topic: name, partition, committed: own, end, lag, member: members.get(place) ?? null };
    }),
  );
}

const sumOf = (positions: readonly GroupPosition[]): number => positions.reduce((sum, { lag }) => sum + lag, 0);
