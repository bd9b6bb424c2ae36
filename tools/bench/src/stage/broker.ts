import { Topic } from '@orderflow/contracts';
import { databaseServices } from '@orderflow/platform';
import { type Admin, Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { until } from './until.js';

const SEND = 1_000;

/**
 * The broker as one run sees it: topics of its own, which begin with its namespace. Every run has a client of its own,
 * because a kafkajs client that has used a topic asks for it for ever, and fails once it is deleted.
 */
export class Broker {
  private constructor(
    private readonly namespace: string,
    private readonly admin: Admin,
    private readonly producer: Producer,
  ) {}

  /** Creates the system's topics, those of the dead letters too. */
  static async open(brokers: string, namespace: string, partitions: number): Promise<Broker> {
    const kafka = new Kafka({ clientId: 'bench', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const broker = new Broker(namespace, kafka.admin(), kafka.producer());
    await Promise.all([broker.admin.connect(), broker.producer.connect()]);
    const topics = [
      ...Object.values(Topic).map((topic) => ({ topic: namespace + topic, numPartitions: partitions })),
      ...databaseServices.map(({ name }) => ({ topic: `${namespace}${name}.dead-letters`, numPartitions: 1 })),
    ];
    await broker.admin.createTopics({ topics, waitForLeaders: false });
    for (const topic of Object.values(Topic)) await until(() => broker.serves(topic), 'Kafka serves the new topics');
    return broker;
  }

  async publish(topic: Topic, messages: readonly Message[]): Promise<void> {
    for (let at = 0; at < messages.length; at += SEND) {
      await this.producer.send({ topic: this.namespace + topic, messages: messages.slice(at, at + SEND) });
    }
  }

  /** How many messages were ever written to a topic. */
  async messagesIn(topic: Topic): Promise<number> {
    const partitions = await this.admin.fetchTopicOffsets(this.namespace + topic);
    return partitions.reduce((sum, { high }) => sum + Number(high), 0);
  }

  /** How many members share the partitions of a consumer group; none while it gives them out. */
  async membersOf(group: string): Promise<number> {
    const { groups } = await this.admin.describeGroups([group]);
    return groups.reduce((sum, { state, members }) => sum + (state === 'Stable' ? members.length : 0), 0);
  }

  /** Deletes the topics: the next run shall not pay for them. */
  async close(): Promise<void> {
    const topics = (await this.admin.listTopics()).filter((topic) => topic.startsWith(this.namespace));
    await this.admin.deleteTopics({ topics });
    await Promise.all([this.admin.disconnect(), this.producer.disconnect()]);
  }

  /** Metadata may name the leader of a new topic before that knows of it: its offsets it tells only when it does. */
  private async serves(topic: Topic): Promise<boolean> {
    return this.messagesIn(topic).then(
      () => true,
      () => false,
    );
  }
}
