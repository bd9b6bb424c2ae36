import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EachMessagePayload, Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { type Addresses, readPlatform } from '../src/addresses.js';
import { withAdmin } from '../src/kafka/client.js';
import { topics } from '../src/kafka/topics.js';
import { postgresHome } from '../src/postgres/home.js';
import { isRunning } from '../src/process/identity.js';
import { pidFileOf, readPidFile } from '../src/process/pid-file.js';

const PATIENCE_MS = 180_000;
const servers = ['kafka', 'postgresql'];
let directory: string;
let platform: ChildProcess;
let output: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'a platform '));
  await start();
}, PATIENCE_MS);

afterAll(async () => {
  if (readPlatform(directory)) await stop();
  await rm(directory, { recursive: true });
  await rm(postgresHome(directory), { recursive: true, force: true });
}, PATIENCE_MS);

describe('the platform', () => {
  it('serves every topic, with its partitions', async () => {
    const { topics: found } = await withAdmin({ brokers: addresses().kafkaBrokers }, (admin) =>
      admin.fetchTopicMetadata(),
    );
    for (const { topic, numPartitions } of topics) {
      expect(found.find(({ name }) => name === topic)?.partitions).toHaveLength(numPartitions!);
    }
  });

  it('serves a database of its own to each service, and to no other', async () => {
    const { databaseUrls } = addresses();
    for (const [service, url] of Object.entries(databaseUrls)) {
      expect([service, await query(url, 'SELECT current_user = current_database() AS own')]).toEqual([
        service,
        [{ own: true }],
      ]);
    }
    const foreign = new URL(databaseUrls.inventory!);
    foreign.pathname = '/orders';
    await expect(query(foreign.href, 'SELECT')).rejects.toThrow('permission denied for database "orders"');
  });

  it('does not lose a commit to a crash of the machine', async () => {
    expect(await query(addresses().postgresAdminUrl!, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  });

  it(
    'ends Kafka and PostgreSQL when it is killed, and goes on with the data at the next start',
    async () => {
      const { databaseUrls, pid } = addresses();
      await query(databaseUrls.inventory!, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await produce('kept');
      const records = servers.map((name) => readPidFile(pidFileOf(directory, name))!);

      process.kill(pid, 'SIGKILL');
      while (records.some(isRunning)) await delay(50);
      await start();

      expect(await query(addresses().databaseUrls.inventory!, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      expect(await firstMessage()).toBe('kept');
    },
    PATIENCE_MS,
  );

  it(
    'says which processes a start has left that was killed with all its guards, and takes their place',
    async () => {
      const { pid } = addresses();
      const records = servers.map((name) => readPidFile(pidFileOf(directory, name))!);
      guardsOf(pid).forEach((guard) => process.kill(guard, 'SIGKILL'));
      process.kill(pid, 'SIGKILL');

      await start();

      expect(records.map(isRunning)).toEqual([false, false]);
      servers.forEach((name, i) =>
        expect(output).toContain(`${name} of an earlier start still ran (process ${records[i]!.pid})`),
      );
      expect(await query(addresses().databaseUrls.inventory!, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      expect(await firstMessage()).toBe('kept');
    },
    PATIENCE_MS,
  );

  it(
    'leaves nothing running and no address behind when it is stopped',
    async () => {
      const records = servers.map((name) => readPidFile(pidFileOf(directory, name))!);
      expect(await stop()).toBe(0);
      expect(records.map(isRunning)).toEqual([false, false]);
      expect(existsSync(join(directory, 'platform.json'))).toBe(false);
    },
    PATIENCE_MS,
  );
});

/** Runs the platform from its sources, as a process of its own. */
async function start(): Promise<void> {
  output = '';
  const loader = ['--conditions=@orderflow/source', '--import', '@swc-node/register/esm-register'];
  platform = spawn(process.execPath, [...loader, join(import.meta.dirname, '../src/run.ts')], {
    env: { ...process.env, ORDERFLOW_DATA_DIR: directory, KAFKA_NAMESPACE: '', NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for await (const chunk of platform.stdout!.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += chunk as string;
    if (output.includes('The platform serves')) break;
  }
  platform.stdout!.resume();
  if (!readPlatform(directory)) throw new Error(`The platform did not start: ${output}`);
}

async function stop(): Promise<number | null> {
  const exited = once(platform, 'exit') as Promise<[number | null]>;
  platform.kill('SIGTERM');
  return (await exited)[0];
}

const addresses = (): Addresses => readPlatform(directory)!;

/** The processes that would end Kafka and PostgreSQL after their parent. */
function guardsOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => isGuardOf(pid, parent)).map(Number);
}

function isGuardOf(pid: string, parent: number): boolean {
  try {
    const isChild = readFileSync(`/proc/${pid}/stat`, 'utf8').includes(` ${parent} `);
    return isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('orderflow-guardian');
  } catch {
    return false;
  }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end();
  }
}

const kafka = () => new Kafka({ brokers: addresses().kafkaBrokers.split(','), logLevel: logLevel.NOTHING });

async function produce(value: string): Promise<void> {
  const producer = kafka().producer();
  await producer.connect();
  await producer.send({ topic: 'order-events', acks: -1, messages: [{ key: 'an order', value }] });
  await producer.disconnect();
}

/** The first message of `order-events`; waits until there is one. */
async function firstMessage(): Promise<string> {
  const consumer = kafka().consumer({ groupId: `reader-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: 'order-events', fromBeginning: true });
  const value = await new Promise<string>((resolve, reject) => {
    const eachMessage = ({ message }: EachMessagePayload) => Promise.resolve(resolve(message.value!.toString()));
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return value;
}
