import { Inject, Injectable } from '@nestjs/common';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import { headersFromJson, type JsonHeaders } from '../envelope/headers.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { MessageRefused, Publisher, TopicsMissing } from '../outbox/publisher.js';
import type { OutboxRow } from '../outbox/send-batch.js';
import { SendTrace } from '../tracing/send-trace.js';
import { KafkaConnections } from './kafka-client.js';
import { keyPartitioner } from './wire/partitioner.js';

const ALL_IN_SYNC_REPLICAS = -1;
/** Few: the relay tells its trouble and tries again. */
const RETRIES = 3;
/** Kafka's errors that no further attempt changes. */
const REFUSALS = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);
const GONE = new Set(['UNKNOWN_TOPIC_OR_PARTITION']);

@Injectable()
export class KafkaPublisher extends Publisher {
  private connecting?: Promise<Producer>;
  private readonly known = new Set<string>();
  private readonly connections: KafkaConnections;

  constructor(@Inject(MESSAGING) private readonly messaging: Messaging) {
    super();
    this.connections = new KafkaConnections(messaging);
  }

  async send(rows: readonly OutboxRow[]): Promise<void> {
    const producer = await this.producer();
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value, headers } of rows) {
      const messages = byTopic.get(topic) ?? [];
      byTopic.set(topic, messages);
      messages.push({ key, value, headers: headersFromJson(JSON.parse(headers) as JsonHeaders) });
    }
    await this.findTopics([...byTopic.keys()]);
    const trace = this.messaging.tracing ? new SendTrace(byTopic) : undefined;
    try {
      await producer.sendBatch({
        acks: ALL_IN_SYNC_REPLICAS,
        topicMessages: [...byTopic].map(([topic, messages]) => ({ topic: this.messaging.namespace + topic, messages })),
      });
      trace?.sent();
    } catch (error) {
      trace?.failed(error);
      if (hasType(error, GONE)) await this.forgetTopics();
      throw hasType(error, REFUSALS) ? new MessageRefused((error as Error).message, { cause: error }) : error;
    }
  }

  /** At once: whoever waits for an answer has given up. */
  disconnect(): void {
    this.connections.close();
  }

  /** Before the first message to a topic: kafkajs looks for a missing one for long, and keeps the others waiting. */
  private async findTopics(topics: readonly string[]): Promise<void> {
    if (topics.every((topic) => this.known.has(topic))) return;
    const admin = this.client().admin();
    try {
      await admin.connect();
      const existing = new Set(await admin.listTopics());
      for (const topic of topics) if (existing.has(this.messaging.namespace + topic)) this.known.add(topic);
    } finally {
      await admin.disconnect();
    }
    const missing = topics.filter((topic) => !this.known.has(topic));
    if (missing.length > 0) throw new TopicsMissing(missing);
  }

  /** A topic was deleted: a producer that has sent to it asks for it for ever, and in vain. */
  private async forgetTopics(): Promise<void> {
    this.known.clear();
    const producer = await this.connecting;
    this.connecting = undefined;
    await producer?.disconnect();
  }

  private producer(): Promise<Producer> {
    return (this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    }));
  }

  private async connect(): Promise<Producer> {
    const producer = this.client().producer({
      createPartitioner: keyPartitioner,
      allowAutoTopicCreation: false,
    });
    producer.on(producer.events.REQUEST_TIMEOUT, () => this.connections.reset('Kafka does not answer'));
    await producer.connect();
    return producer;
  }

  private client(): kafkajs.Kafka {
    return new kafkajs.Kafka(this.connections.clientConfig(this.messaging.service, RETRIES));
  }
}

function hasType(error: unknown, types: ReadonlySet<unknown>): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('type' in at && types.has(at.type)) return true;
  }
  return false;
}
