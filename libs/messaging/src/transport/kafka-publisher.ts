import { Inject, Injectable } from '@nestjs/common';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import { headersFromJson } from '../envelope/headers.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { MessageRefused, Publisher } from '../outbox/publisher.js';
import type { OutboxRow } from '../outbox/send-batch.js';
import { clientConfig } from './kafka-client.js';

const ALL_IN_SYNC_REPLICAS = -1;
/** Kafka's errors that no further attempt changes. */
const REFUSALS = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);

@Injectable()
export class KafkaPublisher extends Publisher {
  private connecting?: Promise<Producer>;

  constructor(@Inject(MESSAGING) private readonly messaging: Messaging) {
    super();
  }

  async send(rows: readonly OutboxRow[]): Promise<void> {
    const producer = await this.producer();
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value, headers } of rows) {
      const messages = byTopic.get(topic) ?? [];
      byTopic.set(topic, messages);
      messages.push({ key, value, headers: headersFromJson(headers) });
    }
    try {
      await producer.sendBatch({
        acks: ALL_IN_SYNC_REPLICAS,
        topicMessages: [...byTopic].map(([topic, messages]) => ({ topic: this.messaging.namespace + topic, messages })),
      });
    } catch (error) {
      throw isRefusal(error) ? new MessageRefused((error as Error).message, { cause: error }) : error;
    }
  }

  async disconnect(): Promise<void> {
    const producer = await this.connecting?.catch(() => undefined);
    await producer?.disconnect();
  }

  private producer(): Promise<Producer> {
    return (this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    }));
  }

  private async connect(): Promise<Producer> {
    const { service, brokers } = this.messaging;
    const producer = new kafkajs.Kafka(clientConfig(service, brokers)).producer({
      // The murmur2 hash of Java's clients, so that every producer puts a key on the same partition.
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    return producer;
  }
}

function isRefusal(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('type' in at && REFUSALS.has(at.type as string)) return true;
  }
  return false;
}
