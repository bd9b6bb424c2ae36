import { readFileSync } from 'node:fs';
import { clientSettings, type Addresses } from '@orderflow/platform';
import kafkajs, { type Consumer, type KafkaConfig } from 'kafkajs';

/** A client of the secured Kafka under the name of a service, as somebody has one who got hold of its password. */
export class KafkaPrincipal {
  private constructor(private readonly kafka: kafkajs.Kafka) {}

  /** `change`: what it does otherwise than the service. */
  static of(service: string, addresses: Addresses, change: Partial<KafkaConfig> = {}): KafkaPrincipal {
    const { KAFKA_TLS_CA, KAFKA_SASL_PASSWORD } = clientSettings({ name: service }, addresses);
    const config: KafkaConfig = {
      brokers: addresses.kafkaBrokers.split(','),
      ssl: { ca: readFileSync(KAFKA_TLS_CA!, 'utf8') },
      sasl: { mechanism: 'scram-sha-512', username: service, password: KAFKA_SASL_PASSWORD! },
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 0 },
      ...change,
    };
    return new KafkaPrincipal(new kafkajs.Kafka(config));
  }

  /** The topics that it may know of, sorted. */
  async topics(): Promise<string[]> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return (await admin.listTopics()).sort();
    } finally {
      await admin.disconnect();
    }
  }

  async write(topic: string): Promise<void> {
    const producer = this.kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    try {
      await producer.connect();
      await producer.send({ topic, messages: [{ key: 'an order', value: '{}' }] });
    } finally {
      await producer.disconnect();
    }
  }

  /** Resolves with the first message of a topic, read as a member of a group; rejects when Kafka refuses it. */
  async read(topic: string, groupId: string): Promise<string> {
    const consumer = this.kafka.consumer({ groupId });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      return await firstOf(consumer);
    } finally {
      await consumer.disconnect();
    }
  }
}

function firstOf(consumer: Consumer): Promise<string> {
  return new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) => reject(error));
    consumer
      .run({ eachMessage: ({ message }) => Promise.resolve(resolve(String(message.value))) })
      .catch((error: Error) => reject(error));
  });
}
