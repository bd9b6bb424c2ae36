import { randomBytes } from 'node:crypto';
import { Topic, contractOf } from '@orderflow/contracts';
import type { Addresses } from '@orderflow/platform';
import kafkajs, { type Admin, type Consumer, type KafkaMessage, type Message, type Producer } from 'kafkajs';
import { v7 as uuid } from 'uuid';
import { eventually } from './eventually.js';
import { testPlatform } from './test-platform.js';

const PARTITIONS = 6;
/** Dead letters carry the message and what is wrong with it. */
const DEAD_LETTER_BYTES = 2 * 1024 * 1024;

/** A message that a test has read. */
export interface Received {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The headers as bytes; a repeated one is an array. */
  readonly rawHeaders: NonNullable<KafkaMessage['headers']>;
  /** The CloudEvents type. */
  readonly type: string | undefined;
  /** The value as JSON; its text when it is none; null for a tombstone. */
  readonly data: unknown;
  readonly value: Buffer | null;
}

export interface TestKafkaOptions {
  /** Whose dead-letter topics there are to be. */
  readonly services?: readonly string[];
  /** Default: those of the system. */
  readonly topics?: readonly string[];
  /** Of each of the topics. Default: 6. */
  readonly partitions?: number;
  /** Default: the one that the tests share. */
  readonly platform?: Pick<Addresses, 'kafkaBrokers'>;
}

/**
 * Topics of a test's own on the shared Kafka: they, and the consumer groups of the services under test, begin with
 * `namespace` (the setting KAFKA_NAMESPACE). Topics are given and answered without it.
 */
export class TestKafka {
  private readonly consumers: Consumer[] = [];

  private constructor(
    readonly brokers: readonly string[],
    readonly namespace: string,
    private readonly kafka: kafkajs.Kafka,
    private readonly producer: Producer,
    readonly admin: Admin,
  ) {}

  /** With the system's topics or those given, and the dead-letter topics of these services. */
  static async start(options: TestKafkaOptions = {}): Promise<TestKafka> {
    const { services = [], topics = Object.values(Topic), partitions = PARTITIONS, platform } = options;
    const brokers = (platform ?? (await testPlatform())).kafkaBrokers.split(',');
    const kafka = new kafkajs.Kafka({ clientId: 'test', brokers, logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    const test = new TestKafka(brokers, `test-${randomBytes(4).toString('hex')}.`, kafka, producer, kafka.admin());
    await Promise.all([producer.connect(), test.admin.connect()]);
    const deadLetters = services.map((service) => ({
      topic: `${test.namespace}${service}.dead-letters`,
      numPartitions: 1,
      configEntries: [{ name: 'max.message.bytes', value: String(DEAD_LETTER_BYTES) }],
    }));
    const events = topics.map((topic) => ({ topic: test.namespace + topic, numPartitions: partitions }));
    const created = [...events, ...deadLetters];
    // kafkajs' own waiting gives up when a broker does not know the new topics yet.
    await test.admin.createTopics({ topics: created, waitForLeaders: false });
    await eventually(() => test.hasLeaders(created.map(({ topic }) => topic)));
    return test;
  }

  /** Publishes events made by `eventOf`, in order, as another service would. Answers their ids. */
  async publish(...events: object[]): Promise<string[]> {
    return this.publishAs(events.map((event) => ({ event })));
  }

  /** As `publish`, with ids of the test's choosing: the same id twice is a duplicate delivery. */
  async publishAs(
    events: readonly { readonly event: object; readonly id?: string; readonly source?: string }[],
  ): Promise<string[]> {
    const messages = events.map(({ event, id = uuid(), source = '/test' }) => ({ id, ...envelope(event, id, source) }));
    for (const { topic, message } of messages) await this.send(topic, message);
    return messages.map(({ id }) => id);
  }

  /** Publishes many events in one request, for load; as `publish` in all else. */
  async publishMany(events: readonly object[]): Promise<void> {
    const byTopic = new Map<string, Message[]>();
    for (const event of events) {
      const { topic, message } = envelope(event, uuid(), '/test');
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), message]);
    }
    for (const [topic, messages] of byTopic) {
      for (let at = 0; at < messages.length; at += 1_000) {
        await this.producer.send({ topic: this.namespace + topic, messages: messages.slice(at, at + 1_000) });
      }
    }
  }

  /** Publishes a message as it is. */
  async send(topic: string, message: Message): Promise<void> {
    await this.producer.send({ topic: this.namespace + topic, messages: [message] });
  }

  /** Everything on these topics from the beginning on, in an array that goes on growing. */
  async follow(...topics: string[]): Promise<Received[]> {
    const received: Received[] = [];
    const consumer = this.kafka.consumer({ groupId: `${this.namespace}follow-${uuid()}`, maxWaitTimeInMs: 100 });
    this.consumers.push(consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => this.namespace + topic), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ topic, partition, message }) => {
        received.push(read(topic.slice(this.namespace.length), partition, message));
        return Promise.resolve();
      },
    });
    return received;
  }

  private async hasLeaders(topics: string[]): Promise<boolean> {
    const metadata = await this.admin.fetchTopicMetadata({ topics });
    return metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.disconnect()));
    const topics = (await this.admin.listTopics()).filter((topic) => topic.startsWith(this.namespace));
    await this.admin.deleteTopics({ topics });
    await Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
  }
}

function envelope(event: object, id: string, source: string): { topic: string; message: Message } {
  const { topic, type, version, key } = contractOf(event);
  const subject = (event as Record<string, string>)[key]!;
  const headers = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_time: new Date().toISOString(),
    ce_subject: subject,
    ce_dataschemaversion: String(version),
  };
  return { topic, message: { key: subject, value: JSON.stringify(event), headers } };
}

function read(topic: string, partition: number, message: KafkaMessage): Received {
  const headers = Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, [value].flat().at(-1)?.toString() ?? '']),
  );
  const { offset, key, value } = message;
  const rawHeaders = message.headers ?? {};
  const type = headers.ce_type;
  return { topic, partition, offset, key: key?.toString(), headers, rawHeaders, type, data: parse(value), value };
}

function parse(value: Buffer | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value.toString());
  } catch {
    return value.toString();
  }
}
