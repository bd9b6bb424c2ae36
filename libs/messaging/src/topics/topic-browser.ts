import { describeGroups, lagOf, type ConsumerGroup } from './consumer-groups.js';
import { UnknownTopic } from './errors.js';
import { KafkaOnDemand, type KafkaAddress, type Patience } from './kafka-on-demand.js';
import { readTopic, type Reading, type ReadRequest } from './read-topic.js';
import { findTopics, rangesOf, type TopicRanges } from './topic-ranges.js';

export interface TopicBrowserOptions extends KafkaAddress {
  /** Goes before every topic and consumer group; nothing else is seen, and it is not shown. Default: none. */
  readonly namespace?: string;
}

export interface Overview {
  readonly topics: readonly TopicRanges[];
  readonly groups: readonly ConsumerGroup[];
}

/**
 * Looks into Kafka without leaving a trace: it joins no consumer group, commits nothing and creates nothing. It is
 * connected only while it is used, and for 30 s after. Each of its functions rejects with `KafkaUnavailable` when Kafka is
 * away or silent for 8 s.
 */
export class TopicBrowser {
  private readonly kafka: KafkaOnDemand;
  private readonly namespace: string;

  constructor({ namespace = '', ...address }: TopicBrowserOptions, patience?: Patience) {
    this.kafka = new KafkaOnDemand(address, patience);
    this.namespace = namespace;
  }

  get connected(): boolean {
    return this.kafka.connected;
  }

  /** All topics with what they hold, and all consumer groups with their members and their lag. */
  overview(): Promise<Overview> {
    return this.kafka.use(async (client) => {
      const topics = await rangesOf(client, await findTopics(client, this.namespace));
      return { topics, groups: await describeGroups(client, this.namespace, topics) };
    });
  }

  /** How many messages each group has still to read; null for one that has committed nothing yet. */
  lag(groups: readonly string[]): Promise<ReadonlyMap<string, number | null>> {
    return this.kafka.use(async (client) => {
      const topics = await rangesOf(client, await findTopics(client, this.namespace));
      return lagOf(client, this.namespace, groups, topics);
    });
  }

  /**
   * Reads messages of a topic: looks at 10,000 at most, answers 4 MiB at most, takes 5 s at most, and ends early when
   * `signal` aborts. `next` says where to go on.
   * @throws UnknownTopic, UnknownPartition
   */
  read(request: ReadRequest, signal?: AbortSignal): Promise<Reading> {
    return this.kafka.use(async (client) => {
      const topics = await findTopics(client, this.namespace);
      const topic = topics.find(({ name }) => name === request.topic);
      if (!topic) throw new UnknownTopic(request.topic);
      return readTopic(client, topic, request, signal);
    });
  }

  /** Ends all connections, for good. */
  close(): void {
    this.kafka.close();
  }
}
