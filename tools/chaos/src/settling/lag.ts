import { type Admin } from 'kafkajs';
import { subscriptions } from '../oracle/subscriptions.js';

/** How many messages the consumer groups have not committed yet, by group; a group without any is left out. */
export async function lagByGroup(admin: Admin): Promise<Map<string, number>> {
  const lag = new Map<string, number>();
  for (const { group, topic } of subscriptions) {
    const behind = await lagOf(admin, group, topic);
    if (behind > 0) lag.set(group, (lag.get(group) ?? 0) + behind);
  }
  return lag;
}

async function lagOf(admin: Admin, groupId: string, topic: string): Promise<number> {
  const [ends, [offsets]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const committed = new Map(offsets!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  // A group that has committed nothing (-1) begins at the low end.
  return ends.reduce((sum, { partition, high, low }) => {
    const from = Math.max(committed.get(partition) ?? -1, Number(low));
    return sum + Number(high) - from;
  }, 0);
}
