import { administratorOf, clientSettings, type Addresses } from '@orderflow/platform';
import kafkajs, { type Consumer, type KafkaConfig } from 'kafkajs';

/** A client of the secured Kafka under the name of a service, as somebody has one who got hold of its password. */
export class KafkaPrincipal {
  private constructor(private readonly kafka: kafkajs.Kafka) {}

  /** `change`: what it does otherwise than the service. */
  static of(service: string, addresses: Addresses, change: Partial<KafkaConfig> = {}): KafkaPrincipal {
    const settings = clientSettings({ name: service }, addresses);
    return KafkaPrincipal.with({ ...settings, KAFKA_BROKERS: addresses.kafkaBrokers }, change);
  }

  /** With the settings of a service: KAFKA_BROKERS, KAFKA_TLS_CA, KAFKA_SASL_MECHANISM and so on. */
  static with(settings: Readonly<Record<string, string>>, change: Partial<KafkaConfig> = {}): KafkaPrincipal {
    const { brokers, ssl, sasl } = administratorOf({ kafkaBrokers: settings.KAFKA_BROKERS! }, settings);
    const config: KafkaConfig = {
      brokers: brokers.split(','),
      ssl,
      sasl,
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
