import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import { eventually, TestKafka } from '@orderflow/testing';
import kafkajs, { type Consumer } from 'kafkajs';
import { KafkaUnavailable, TopicBrowser, UnknownPartition, UnknownTopic } from '../src/topics/index.js';
import type { Reading, ReadRequest } from '../src/topics/index.js';

const PARTITIONS = 3;
const TOPIC = Topic.OrderEvents;
const START = Date.parse('2026-01-31T12:00:00.000Z');

let kafka: TestKafka;
let browser: TopicBrowser;

beforeAll(async () => {
  kafka = await TestKafka.start({ partitions: PARTITIONS });
  browser = new TopicBrowser({ clientId: 'browser', brokers: kafka.brokers, namespace: kafka.namespace });
});
afterAll(async () => {
  browser.close();
  await kafka.close();
});

/** A message a second, the n-th with the value `{"n":n}`; `partition` n modulo their number unless given. */
async function publishTo(topic: string, count: number, partition?: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await kafka.send(topic, {
      partition: partition ?? n % PARTITIONS,
      key: `key-${n % 4}`,
      value: JSON.stringify({ n }),
      headers: { ce_type: n % 2 === 0 ? 'EVEN' : 'ODD' },
      timestamp: String(START + n * 1_000),
    });
  }
}

const read = (request: Partial<ReadRequest> = {}): Promise<Reading> =>
  browser.read({ topic: TOPIC, start: { kind: 'latest' }, limit: 50, ...request });

const numbersIn = ({ messages }: Reading): number[] =>
  messages.map(({ value }) => (JSON.parse(String(value)) as { n: number }).n);

/** All pages of a reading, one after the other. */
async function readOn(request: Partial<ReadRequest>): Promise<number[]> {
  const pages: number[] = [];
  for (let page: Reading | undefined; page?.next !== null;) {
    page = await read({ ...request, ...(page && { start: page.next }) });
    pages.push(...numbersIn(page));
  }
  return pages;
}

describe('a topic with 30 messages in 3 partitions', () => {
  const all = Array.from({ length: 30 }, (_none, n) => n);
  beforeAll(() => publishTo(TOPIC, 30));

  it('is shown with what each partition holds, without the namespace', async () => {
    const { topics } = await browser.overview();
    expect(topics.map(({ name }) => name)).toEqual(Object.values(Topic).sort());
    expect(topics.find(({ name }) => name === TOPIC)!.partitions).toEqual(
      [0, 1, 2].map((partition) => ({ partition, begin: 0, end: 10 })),
    );
  });

  it('is read from its latest message backwards, merged by time', async () => {
    const page = await read({ limit: 7 });
    expect(numbersIn(page)).toEqual([29, 28, 27, 26, 25, 24, 23]);
    expect(page.scanned).toBe(7);
    expect(page.messages[0]).toMatchObject({ partition: 2, offset: 9, headers: { ce_type: 'ODD' } });
    expect(page.messages[0]!.timestamp).toEqual(new Date(START + 29_000));
    expect(page.messages[0]!.size).toBe('key-1'.length + '{"n":29}'.length);
  });

  it('is read to its beginning page by page, each message once', async () => {
    expect(await readOn({ limit: 7 })).toEqual(all.toReversed());
  });

  it('is read forwards from a time, page by page, each message once', async () => {
    const start = { kind: 'since', time: new Date(START + 10_000) } as const;
    expect(await readOn({ start, limit: 7 })).toEqual(all.slice(10));
  });

  it('holds nothing from a time on that is yet to come', async () => {
    const start = { kind: 'since', time: new Date(START + 60_000) } as const;
    expect(await read({ start })).toEqual({ messages: [], scanned: 0, next: null });
  });

  it('is read from an offset of a partition', async () => {
    const start = { kind: 'from', offsets: new Map([[1, 7]]) } as const;
    expect(numbersIn(await read({ start }))).toEqual([22, 25, 28]);
  });

  it('is read where an offset is that it has not, from the next one that it has', async () => {
    const beyond = { kind: 'from', offsets: new Map([[1, 1_000]]) } as const;
    expect(await read({ start: beyond })).toMatchObject({ messages: [], next: null });
  });

  it('is filtered by type and by text, and says how much was looked at', async () => {
    expect(numbersIn(await read({ type: 'EVEN', limit: 3 }))).toEqual([28, 26, 24]);
    const found = await read({ contains: '"n":1}' });
    expect(numbersIn(found)).toEqual([1]);
    expect(found).toMatchObject({ scanned: 30, next: null });
  });

  it('takes a whole partition for what it is told', async () => {
    expect(numbersIn(await read({ partition: 1, limit: 3 }))).toEqual([28, 25, 22]);
  });

  it('stops at once when nobody waits any more', async () => {
    expect(
      await browser.read({ topic: TOPIC, start: { kind: 'latest' }, limit: 5 }, AbortSignal.abort()),
    ).toMatchObject({
      messages: [],
      scanned: 0,
    });
  });

  it('is unknown by another name, and so is a partition that it has not', async () => {
    await expect(read({ topic: 'nothing' })).rejects.toThrow(UnknownTopic);
    await expect(read({ topic: kafka.namespace + TOPIC })).rejects.toThrow(UnknownTopic);
    await expect(read({ partition: PARTITIONS })).rejects.toThrow(UnknownPartition);
  });
});

it('reads the messages of a key in the partition on which producers put it', async () => {
  const topic = Topic.InventoryEvents;
  for (let n = 0; n < 20; n++) await kafka.send(topic, { key: `order-${n % 5}`, value: JSON.stringify({ n }) });
  const readings = await Promise.all([0, 1, 2, 3, 4].map((order) => read({ topic, key: `order-${order}` })));
  expect(readings.map(numbersIn)).toEqual([0, 1, 2, 3, 4].map((order) => [order + 15, order + 10, order + 5, order]));
  for (const { scanned } of readings) expect(scanned).toBeLessThan(20);
  const partitions = readings.flatMap(({ messages }) => messages.map(({ partition }) => partition));
  expect(new Set(partitions).size).toBeGreaterThan(1);
});

it('reads past the messages that it fetches at once, in both directions', async () => {
  const topic = Topic.TransactionEvents;
  const count = 3_000;
  const messages = Array.from({ length: count }, (_none, n) => ({ n, text: 'x'.repeat(400) }));
  const producer = new kafkajs.Kafka({ brokers: [...kafka.brokers], logLevel: 0 }).producer({
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  for (let at = 0; at < count; at += 1_000) {
    const part = messages.slice(at, at + 1_000).map((message) => ({ partition: 0, value: JSON.stringify(message) }));
    await producer.send({ topic: kafka.namespace + topic, messages: part });
  }
  await producer.disconnect();
  const first = await read({ topic, contains: '"n":0,' });
  expect([numbersIn(first), first.scanned]).toEqual([[0], count]);
  const start = { kind: 'from', offsets: new Map([[0, 0]]) } as const;
  const last = await read({ topic, start, contains: `"n":${count - 1},` });
  expect([numbersIn(last), last.scanned]).toEqual([[count - 1], count]);
  const inTheMiddle = { kind: 'from', offsets: new Map([[0, 1_500]]) } as const; // of a batch, which Kafka sends whole
  expect(numbersIn(await read({ topic, start: inTheMiddle, limit: 2 }))).toEqual([1_500, 1_501]);
});

describe('a consumer group', () => {
  const group = 'readers';
  let consumer: Consumer;
  let handled: number;

  beforeAll(async () => {
    handled = 0;
    consumer = new kafkajs.Kafka({ brokers: [...kafka.brokers], clientId: 'reader', logLevel: 0 }).consumer({
      groupId: kafka.namespace + group,
      maxWaitTimeInMs: 100,
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [kafka.namespace + TOPIC], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve(void handled++) });
    await eventually(() => handled === 30);
    await consumer.commitOffsets([{ topic: kafka.namespace + TOPIC, partition: 0, offset: '4' }]);
  });
  afterAll(() => consumer.disconnect());

  it('is shown with its members and its lag', async () => {
    const { groups } = await browser.overview();
    expect(groups.map(({ name }) => name)).toEqual([group]);
    expect(groups[0]).toMatchObject({ state: 'Stable', members: 1, lag: 26 });
    const member = expect.stringMatching(/^reader-/);
    expect(groups[0]!.partitions).toEqual([
      { topic: TOPIC, partition: 0, committed: 4, end: 10, lag: 6, member },
      { topic: TOPIC, partition: 1, committed: null, end: 10, lag: 10, member },
      { topic: TOPIC, partition: 2, committed: null, end: 10, lag: 10, member },
    ]);
  });

  it('has the same lag alone; one that has read nothing has none', async () => {
    expect(await browser.lag([group, 'nobody'])).toEqual(
      new Map([
        [group, 26],
        ['nobody', null],
      ]),
    );
  });

  it('is neither joined nor moved by reading', async () => {
    await read({ limit: 50 });
    const { groups } = await kafka.admin.listGroups();
    expect(groups.filter(({ groupId }) => groupId.startsWith(kafka.namespace))).toHaveLength(1);
    expect(await browser.lag([group])).toEqual(new Map([[group, 26]]));
  });
});

describe('connections', () => {
  it('are made on first use and ended when nobody uses them', async () => {
    const resting = new TopicBrowser({ clientId: 'resting', brokers: kafka.brokers }, { idleMs: 50 });
    expect(resting.connected).toBe(false);
    await resting.lag([]);
    expect(resting.connected).toBe(true);
    await eventually(() => !resting.connected);
    await expect(resting.lag(['nobody'])).resolves.toEqual(new Map([['nobody', null]]));
    resting.close();
  });
});

describe('without Kafka', () => {
  let silent: Server;
  let accepted: number;
  beforeEach(async () => {
    accepted = 0;
    silent = createServer((socket) => {
      accepted++;
      socket.on('error', () => undefined).resume();
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });

  it('says at once that it is away', async () => {
    const { port } = silent.address() as { port: number };
    silent.close();
    const away = new TopicBrowser({ clientId: 'away', brokers: [`127.0.0.1:${port}`] });
    await expect(away.overview()).rejects.toThrow(KafkaUnavailable);
    away.close();
  });

  it('waits for a silent one no longer than it was told', async () => {
    const { port } = silent.address() as { port: number };
    const waiting = new TopicBrowser({ clientId: 'waiting', brokers: [`127.0.0.1:${port}`] }, { answerMs: 200 });
    await expect(waiting.overview()).rejects.toThrow('Kafka does not answer within 200 ms');
    expect(accepted).toBeGreaterThan(0);
    waiting.close();
    silent.close();
  });
});
