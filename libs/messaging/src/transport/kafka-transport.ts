import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { ServerKafka } from '@nestjs/microservices';
import kafkajs, { type Consumer } from 'kafkajs';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { MessagingObserver } from '../observation/messaging-observer.js';
import { Nudge } from '../outbox/nudge.js';
import { RetryWorker } from '../parking/retry-worker.js';
import { ChunkProcessor } from '../unit-of-work/chunk-processor.js';
import { handlerOf, type Handler } from '../unit-of-work/handler.js';
import { BatchConsumer } from './batch-consumer.js';
import { consumerConfigOf, RUN_CONFIG } from './consumer-config.js';
import { ConsumerStanding, type ConsumerState } from './consumer-standing.js';
import { followConsumer } from './follow-consumer.js';
import { KafkaConnections } from './kafka-client.js';
import { isRefusal } from './kafka-security.js';
import { OffsetCommits } from './offset-commits.js';
import { PartitionPauses } from './partition-pauses.js';
import { PartitionStandings } from './partition-standings.js';
import { Watchdog } from './watchdog.js';
import { within } from './within.js';

const CONNECT_RETRY_MS = 2_000;
const TRANSACTION_LIMIT_MS = 60_000;
/** What a stop waits for Kafka at most, step by step; Kafka may not answer, and the whole stop has 20 s. */
const [START_MS, COMMIT_MS, LEAVE_MS] = [3_000, 2_000, 6_000];

/** For tests: how long a transaction may take until the process ends, in milliseconds. Default: 60,000. */
export const TRANSACTION_LIMIT = Symbol('TRANSACTION_LIMIT');

/**
 * Nest's Kafka server with its handlers run in batches, one PostgreSQL transaction each. An event's inbox row, effects
 * and outbox rows, or its parked row, commit together, and its offset is resolved after that.
 */
@Injectable()
export class KafkaTransport extends ServerKafka {
  protected override readonly logger = new Logger(KafkaTransport.name);
  private readonly handlers: Handler[] = [];
  private readonly connections: KafkaConnections;
  private readonly transactions: Watchdog;
  private readonly standing = new ConsumerStanding(this.logger, () => this.die('the consumer does nothing any more'));
  private readonly batches: BatchConsumer;
  private readonly offsets = new OffsetCommits(this.logger);
  private starting: Promise<void> = Promise.resolve();
  private readonly closing = new Nudge();

  constructor(
    @Inject(MESSAGING) private readonly messaging: Messaging,
    processor: ChunkProcessor,
    private readonly retries: RetryWorker,
    observer: MessagingObserver,
    @Optional() @Inject(TRANSACTION_LIMIT) transactionLimitMs = TRANSACTION_LIMIT_MS,
  ) {
    // kafkajs may be about to restart a crashed consumer when the service stops.
    super({ postfixId: '', consumer: consumerConfigOf(messaging, () => this.standing.phase !== 'closed') });
    this.connections = new KafkaConnections(messaging, {
      connecting: () => this.standing.showsLife(),
      failed: (error) => this.standing.failed(error),
    });
    this.transactions = new Watchdog(
      (place) => this.die(`a transaction of ${place} does not come to an end`),
      transactionLimitMs,
    );
    this.batches = new BatchConsumer(
      processor,
      messaging.namespace,
      this.handlers,
      new PartitionPauses(),
      new PartitionStandings(observer),
      this.transactions,
    );
  }

  /** Whether this process has partitions and hears of them. */
  get state(): ConsumerState {
    return this.standing.state;
  }

  /** Why it has none, or hears nothing. */
  get trouble(): string | undefined {
    return this.standing.reason;
  }

  /** A flat list: the base class chains the handlers of a topic, and Nest then runs them all at once. */
  override addHandler(
    pattern: unknown,
    callback: (...args: never[]) => unknown,
    _isEvent = false,
    extras: object = {},
  ): void {
    this.handlers.push(handlerOf(pattern, callback as unknown as Handler['call'], extras));
  }

  /** Does not wait for Kafka: what a service does without it goes on while it is away. */
  override listen(callback: (error?: unknown) => void): Promise<void> {
    this.retries.start(this.handlers);
    if (this.handlers.length > 0) {
      this.offsets.start();
      this.starting = this.connectUntilClosed();
    }
    callback();
    return Promise.resolve();
  }

  /** Leaves the group in order when Kafka answers, and ends in time when it does not. */
  override async close(): Promise<void> {
    const { phase } = this.standing;
    this.standing.enter('closed');
    this.closing.now();
    if (phase === 'connecting') this.connections.close();
    await within(START_MS, this.starting);
    // Not by consumer.stop(): after it has begun, kafkajs' commitOffsets() silently does nothing. The pause keeps kafkajs
    // from calling a batch function that returns at once in a hot loop.
    this.pauseAll();
    this.offsets.stop();
    await Promise.all([this.batches.close(), this.retries.stop()]);
    await within(COMMIT_MS, this.offsets.commit());
    this.transactions.stop();
    this.standing.stop();
    await within(LEAVE_MS, super.close());
    this.connections.close();
  }

  /** The base class's, without its producer: nothing here replies. */
  override async start(callback: () => void): Promise<void> {
    this.consumer = this.client!.consumer(this.options.consumer!);
    this.registerConsumerEventListeners();
    const { standing, connections, batches, offsets } = this;
    followConsumer(this.consumer, {
      standing,
      connections,
      batches,
      offsets,
      onJoin: () => this.logger.log(`${this.messaging.service}: Kafka connected`),
      onEnd: (error) => this.connectAgain(error),
    });
    await this.consumer.connect();
    this.standing.enter('joining');
    await this.bindEvents(this.consumer);
    callback();
  }

  override createClient<Kafka>(): Promise<Kafka> {
    // For ever: after a crash kafkajs would join as another member, and the group would wait for the lost one.
    const config = this.connections.clientConfig(this.messaging.service, Number.POSITIVE_INFINITY);
    return Promise.resolve(new kafkajs.Kafka(config) as Kafka);
  }

  override async bindEvents(consumer: Consumer): Promise<void> {
    await consumer.subscribe({ topics: this.topics, fromBeginning: true });
    await consumer.run({
      ...RUN_CONFIG,
      eachBatch: (payload) => {
        this.offsets.group = payload;
        // What is left is a mistake of the library itself: kafkajs would call it again for ever.
        return this.batches.eachBatch(payload).catch((error: Error) => this.die(String(error.stack)));
      },
    });
  }

  private get topics(): string[] {
    return [...new Set(this.handlers.map(({ topic }) => this.messaging.namespace + topic))];
  }

  private async connectUntilClosed(): Promise<void> {
    while (this.standing.phase !== 'closed') {
      this.standing.enter('connecting');
      try {
        this.client = await this.createClient();
        return await this.start(() => undefined);
      } catch (error) {
        this.standing.failed(error as Error); // such as that a topic does not exist yet
        await this.consumer?.disconnect().catch(() => undefined);
        this.consumer = null;
        await this.closing.wait(CONNECT_RETRY_MS);
      }
    }
  }

  /** Only after a refusal: a new process would be refused too. This one serves on, and says what is wrong. */
  private connectAgain(error: Error): void {
    if (!isRefusal(error)) this.die(`the consumer crashed: ${error.message}`);
    this.starting = this.closing.wait(CONNECT_RETRY_MS).then(() => this.connectUntilClosed());
  }

  private pauseAll(): void {
    try {
      this.consumer?.pause(this.topics.map((topic) => ({ topic })));
    } catch {
      // It does not run, or not yet.
    }
  }

  /** A dead consumer in a live process would look healthy for ever; whoever supervises the process starts it again. */
  private die(reason: string): never {
    this.logger.fatal(`${reason}; the process ends`);
    process.exit(1);
  }
}
