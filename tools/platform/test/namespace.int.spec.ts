import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Addresses } from '../src/addresses.js';
import { administratorOf, clientSettings } from '../src/kafka/access.js';
import { withAdmin } from '../src/kafka/client.js';
import { consumerGroupOf, lagOf } from '../src/kafka/consumer-group.js';
import { startKafka } from '../src/kafka/start.js';
import { topics } from '../src/kafka/topics.js';
import { type SupervisedProcess } from '../src/process/supervised-process.js';
import { serviceNamed } from '../src/services.js';

const PATIENCE_MS = 180_000;
const env = { ...process.env, KAFKA_BROKERS: '', KAFKA_NAMESPACE: 'shop.' };
const observer = { done: () => undefined, note: () => undefined, progress: () => undefined };

describe('a secured Kafka where KAFKA_NAMESPACE is set', () => {
  const processes: SupervisedProcess[] = [];
  let directory: string;
  let kafka: Pick<Addresses, 'kafkaBrokers' | 'kafkaSecurity'>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'a namespace '));
    kafka = await startKafka({ dataDirectory: directory, env, observer, secure: true, throwaway: true }, processes);
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await rm(directory, { recursive: true });
  }, PATIENCE_MS);

  it('has every topic under that name, and none without it', async () => {
    const found = await withAdmin(administratorOf(kafka, {}), (admin) => admin.listTopics());
    const ours = found.filter((topic) => !topic.startsWith('__'));
    expect(ours.sort()).toEqual(topics.map(({ topic }) => `shop.${topic}`).sort());
  });

  it('lets a service in to its own topics and group there', async () => {
    const inventory = serviceNamed('inventory')!;
    const access = administratorOf({ kafkaBrokers: kafka.kafkaBrokers }, clientSettings(inventory, kafka));
    expect((await withAdmin(access, (admin) => admin.listTopics())).sort()).toEqual([
      'shop.inventory-events',
      'shop.inventory.dead-letters',
      'shop.order-events',
    ]);
    expect(await lagOf(access, [consumerGroupOf(inventory, env)])).toEqual([undefined]);
  });
});
