import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import type { Raw } from '../message.js';

const PATIENCE_MS = 120_000;
const POLL_MS = 20;
/** Leaving waits for the fetch under way. */
const FETCH_WAIT_MS = 100;

/**
 * Reads topics from the beginning to where they end now, and gives each message to `visit`; each partition in its order.
 * @throws Error when Kafka does not hand out everything within two minutes.
 */
export async function readTopics(brokers: string, topics: string[], visit: (message: Raw) => void): Promise<void> {
  const kafka = new Kafka({ clientId: 'oracle', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const groupId = `oracle-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: FETCH_WAIT_MS });
  await Promise.all([admin.connect(), consumer.connect()]);
  try {
    const left = await endsOf(admin, topics);
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch: { topic, partition, messages } }) => {
        const end = left.get(`${topic}:${partition}`);
        for (const message of messages) {
          if (end !== undefined && BigInt(message.offset) < end) visit({ ...message, topic, partition });
        }
        if (end !== undefined && BigInt(messages.at(-1)!.offset) + 1n >= end) left.delete(`${topic}:${partition}`);
        return Promise.resolve();
      },
    });
    await untilEmpty(left);
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined); // it goes by itself in the end
    await admin.disconnect();
  }
}

/** Where each partition that is not empty ends. */
async function endsOf(admin: Admin, topics: readonly string[]): Promise<Map<string, bigint>> {
  const ends = new Map<string, bigint>();
  for (const topic of topics) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (low !== high) ends.set(`${topic}:${partition}`, BigInt(high));
    }
  }
  return ends;
}

async function untilEmpty(left: ReadonlyMap<string, bigint>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (left.size > 0) {
    if (Date.now() > deadline) throw new Error(`Kafka does not hand out the end of ${[...left.keys()].join(', ')}`);
    await delay(POLL_MS);
  }
}
