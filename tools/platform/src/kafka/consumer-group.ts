import { type Admin } from 'kafkajs';
import { ActionableError } from '../actionable-error.js';
import { type Service } from '../services.js';
import { type KafkaAccess } from './access.js';
import { withAdmin } from './client.js';
import { namespaceOf } from './namespace.js';

/** The consumer group in which a service reads events. */
export const consumerGroupOf = ({ name }: Service, env: NodeJS.ProcessEnv) => namespaceOf(env) + name;

/** A partition whose next message for a group is to be an earlier one: offsets. */
export interface Step {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** What a group has committed in a partition: the offset of the message that it reads next. */
type Committed = Pick<Step, 'topic' | 'partition' | 'from'>;

/**
 * How many messages each group has still to read, of the topics that it has read from. Undefined for a group that has
 * never read.
 */
export function lagOf(kafka: KafkaAccess, groups: readonly string[]): Promise<(number | undefined)[]> {
  return withAdmin(kafka, async (admin) => {
    const committed = await Promise.all(groups.map((group) => committedBy(admin, group)));
    const topics = new Set(committed.flat().map(({ topic }) => topic));
    const ends = new Map(
      await Promise.all([...topics].map(async (topic) => [topic, await endsOf(admin, topic)] as const)),
    );
    const lag = ({ topic, partition, from }: Committed) => Math.max(0, ends.get(topic)!.get(partition)! - from);
    return committed.map((some) =>
      some.length === 0 ? undefined : some.reduce((sum, position) => sum + lag(position), 0),
    );
  });
}

/**
 * Where a group would go back to: the first message of each partition that is not older than `to`. Only partitions that
 * it has read further than that; it never goes forward.
 */
export function planRewind(kafka: KafkaAccess, group: string, to: Date | 'beginning'): Promise<Step[]> {
  return withAdmin(kafka, async (admin) => {
    const committed = await committedBy(admin, group);
    const topics = [...new Set(committed.map(({ topic }) => topic))].sort();
    const steps = topics.map(async (topic) => {
      const starts = await startsOf(admin, topic, to);
      return committed
        .filter((position) => position.topic === topic)
        .sort((a, b) => a.partition - b.partition)
        .map((position) => ({ ...position, to: starts.get(position.partition)! }));
    });
    return (await Promise.all(steps)).flat().filter(({ from, to }) => to < from);
  });
}

/**
 * Sets a group back.
 * @throws ActionableError while it has members.
 */
export function rewindGroup(kafka: KafkaAccess, group: string, steps: readonly Step[]): Promise<void> {
  return withAdmin(kafka, async (admin) => {
    const { groups } = await admin.describeGroups([group]);
    if (groups.some(({ members }) => members.length > 0)) {
      throw new ActionableError(
        `The consumer group ${group} has members: offsets can be set while it has none`,
        'Stop every process of the service. One that was killed counts until its session has timed out, in 30 s',
      );
    }
    for (const topic of new Set(steps.map((step) => step.topic))) {
      const partitions = steps.filter((step) => step.topic === topic);
      await admin.setOffsets({
        groupId: group,
        topic,
        partitions: partitions.map(({ partition, to }) => ({ partition, offset: String(to) })),
      });
    }
  });
}

async function committedBy(admin: Admin, groupId: string): Promise<Committed[]> {
  const topics = await admin.fetchOffsets({ groupId });
  return topics.flatMap(({ topic, partitions }) =>
    partitions
      .map(({ partition, offset }) => ({ topic, partition, from: Number(offset) }))
      .filter(({ from }) => from >= 0),
  );
}

async function endsOf(admin: Admin, topic: string): Promise<Map<number, number>> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return new Map(partitions.map(({ partition, high }) => [partition, Number(high)]));
}

async function startsOf(admin: Admin, topic: string, to: Date | 'beginning'): Promise<Map<number, number>> {
  const partitions =
    to === 'beginning'
      ? (await admin.fetchTopicOffsets(topic)).map(({ partition, low }) => ({ partition, offset: low }))
      : await admin.fetchTopicOffsetsByTimestamp(topic, to.getTime());
  return new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
}
