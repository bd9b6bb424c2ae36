import { Topic } from '@orderflow/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, type ITopicConfig } from 'kafkajs';
import { databaseServices } from '../services.js';
import { type KafkaAccess } from './access.js';
import { withAdmin } from './client.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const PARTITIONS = 6;
const PATIENCE_MS = 30_000;
const POLL_MS = 50;
/** A dead letter carries its original, which may have been as large as Kafka takes, and the reason. */
const DEAD_LETTER_MAX_BYTES = 2 * 1024 * 1024;

export const deadLetterTopic = (group: string) => `${group}.dead-letters`;

const config = (entries: Record<string, number>) =>
  Object.entries(entries).map(([name, value]) => ({ name, value: String(value) }));

/** Every topic of the system, before a namespace. The replication factor is the cluster's default: 1 here, 3 in production. */
export const topics: readonly ITopicConfig[] = [
  ...Object.values(Topic).map((topic) => ({
    topic,
    numPartitions: PARTITIONS,
    // How long consumers must remember an event is its retention and one segment: both are stated, not inherited.
    configEntries: config({ 'retention.ms': 7 * DAY_MS, 'segment.ms': DAY_MS }),
  })),
  ...databaseServices.map(({ name }) => ({
    topic: deadLetterTopic(name),
    numPartitions: 1,
    configEntries: config({ 'max.message.bytes': DEAD_LETTER_MAX_BYTES }),
  })),
];

/** Creates the topics that are missing in a namespace, and returns when each partition has a leader. */
export async function createTopics(kafka: KafkaAccess, namespace: string): Promise<void> {
  const wanted = topics.map((one) => ({ ...one, topic: namespace + one.topic }));
  await withAdmin(kafka, async (admin) => {
    const present = new Set(await admin.listTopics());
    const missing = wanted.filter(({ topic }) => !present.has(topic));
    if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: false });
    await untilLed(admin, wanted);
  });
}

/** kafkajs' own waiting gives up when the broker does not know a new topic yet. */
async function untilLed(admin: Admin, wanted: readonly ITopicConfig[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await areLed(admin, wanted).catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`the topics have no leaders after ${PATIENCE_MS / 1000} s`);
    await delay(POLL_MS);
  }
}

async function areLed(admin: Admin, wanted: readonly ITopicConfig[]): Promise<boolean> {
  const metadata = await admin.fetchTopicMetadata({ topics: wanted.map(({ topic }) => topic) });
  return metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
}

/** The first question about any group makes Kafka create its offsets topic: better now than while the services join. */
export async function prepareGroups(kafka: KafkaAccess): Promise<void> {
  await withAdmin(kafka, (admin) => admin.describeGroups(['orderflow']));
}
