import { Inject, Injectable, Logger } from '@nestjs/common';
import { ServerKafka } from '@nestjs/microservices';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { HANDLING, type Handling } from '../handles.js';
import { MESSAGING, type Messaging } from '../messaging-options.js';
import { Nudge } from '../outbox/nudge.js';
import { RetryWorker } from '../parking/retry-worker.js';
import { ChunkProcessor } from '../unit-of-work/chunk-processor.js';
import type { Handler } from '../unit-of-work/handler.js';
import { BatchConsumer } from './batch-consumer.js';
import { clientConfig } from './kafka-client.js';
import { PartitionPauses } from './partition-pauses.js';
import { Watchdog } from './watchdog.js';

const PARTITIONS_AT_ONCE = 3;
const MAX_WAIT_MS = 500;
const REBALANCE_TIMEOUT_MS = 15_000;
const OFFSET_COMMIT_MS = 1_000;
const CONNECT_RETRY_MS = 2_000;

export type ConsumerState = 'connecting' | 'joining' | 'joined' | 'crashed' | 'closed';

/**
 * Nest's Kafka server with its handlers run in batches, one PostgreSQL transaction each. An event's inbox row, effects
 * and outbox rows, or its parked row, commit together, and its offset is resolved after that.
 */
@Injectable()
export class KafkaTransport extends ServerKafka {
  protected override readonly logger = new Logger(KafkaTransport.name);
  private readonly handlers: Handler[] = [];
  private readonly pauses = new PartitionPauses();
  private readonly watchdog = new Watchdog((place) => this.die(`a batch of ${place} does not come to an end`));
  private readonly batches: BatchConsumer;
  /** Any payload reaches the live group: its functions close over kafkajs' runner, not over its batch. */
  private group?: EachBatchPayload;
  private committing?: NodeJS.Timeout;
  private starting: Promise<void> = Promise.resolve();
  private readonly closing = new Nudge();

  /** Whether this process has partitions, and if not, why. */
  state: ConsumerState = 'connecting';
  trouble?: string;

  constructor(
    @Inject(MESSAGING) private readonly messaging: Messaging,
    processor: ChunkProcessor,
    private readonly retries: RetryWorker,
  ) {
    const { service, namespace, brokers, sessionTimeoutMs } = messaging;
    super({
      postfixId: '',
      client: clientConfig(service, brokers),
      consumer: {
        groupId: namespace + service,
        sessionTimeout: sessionTimeoutMs,
        heartbeatInterval: Math.min(3_000, sessionTimeoutMs / 3),
        rebalanceTimeout: REBALANCE_TIMEOUT_MS,
        maxWaitTimeInMs: MAX_WAIT_MS,
        allowAutoTopicCreation: false,
      },
    });
    this.batches = new BatchConsumer(processor, namespace, this.handlers, this.pauses, this.watchdog);
  }

  /** A flat list: the base class chains the handlers of a topic, and Nest then runs them all at once. */
  override addHandler(
    pattern: unknown,
    callback: (...args: never[]) => unknown,
    _isEvent = false,
    extras: object = {},
  ): void {
    const handling = (extras as Record<string, Handling | undefined>)[HANDLING];
    if (typeof pattern !== 'string' || !handling) {
      throw new TypeError(`@EventPattern(${String(pattern)}): write @EventPattern<string>(topic, handles(Event))`);
    }
    this.handlers.push({ ...handling, topic: pattern, call: callback as unknown as Handler['call'] });
  }

  /** Does not wait for Kafka: what a service does without it goes on while it is away. */
  override listen(callback: (error?: unknown) => void): Promise<void> {
    this.starting = this.connectUntilClosed();
    callback();
    return Promise.resolve();
  }

  override async close(): Promise<void> {
    this.state = 'closed';
    this.closing.now();
    await this.starting;
    // Not by consumer.stop(): after it has begun, kafkajs' commitOffsets() silently does nothing. The pause keeps kafkajs
    // from calling a batch function that returns at once in a hot loop.
    this.consumer?.pause(this.topics.map((topic) => ({ topic })));
    clearInterval(this.committing);
    this.pauses.stop();
    await Promise.all([this.batches.close(), this.retries.stop()]);
    await this.commitOffsets();
    this.watchdog.stop();
    await super.close();
  }

  /** The base class's, without its producer: nothing here replies. */
  override async start(callback: () => void): Promise<void> {
    this.consumer = this.client!.consumer(this.options.consumer!);
    this.registerConsumerEventListeners();
    this.followConsumer(this.consumer);
    await this.consumer.connect();
    await this.bindEvents(this.consumer);
    callback();
  }

  override async bindEvents(consumer: Consumer): Promise<void> {
    await consumer.subscribe({ topics: this.topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => {
        this.group = payload;
        return this.batches.eachBatch(payload);
      },
    });
  }

  private get topics(): string[] {
    return [...new Set(this.handlers.map(({ topic }) => this.messaging.namespace + topic))];
  }

  private async connectUntilClosed(): Promise<void> {
    this.retries.start(this.handlers);
    if (this.handlers.length === 0) return;
    this.committing = setInterval(() => void this.commitOffsets(), OFFSET_COMMIT_MS);
    while (this.state === 'connecting') {
      try {
        this.client = await this.createClient();
        await this.start(() => undefined);
        return;
      } catch (error) {
        this.report(error as Error);
        await this.consumer?.disconnect().catch(() => undefined);
        this.consumer = null; // one that never ran cannot be paused
        await this.closing.wait(CONNECT_RETRY_MS);
      }
    }
  }

  private followConsumer(consumer: Consumer): void {
    const { GROUP_JOIN, REBALANCING, CRASH } = consumer.events;
    const enter = (state: ConsumerState) => {
      if (this.state !== 'closed') this.state = state;
    };
    consumer.on(GROUP_JOIN, () => {
      if (this.state !== 'joined') this.logger.log(`${this.messaging.service}: Kafka connected`);
      this.trouble = undefined;
      this.pauses.forget();
      enter('joined');
    });
    // The generation is still valid here, and this request leaves before JoinGroup: a rebalance then replays next to nothing.
    consumer.on(REBALANCING, () => {
      enter('joining');
      void this.commitOffsets();
    });
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      enter('crashed');
      this.report(error);
      if (!restart && this.state !== 'closed') this.die(`the consumer crashed: ${error.message}`);
    });
  }

  /** Off the critical path; a failure means a replay, which the inbox covers. */
  private async commitOffsets(): Promise<void> {
    const offsets = this.group?.uncommittedOffsets(); // of partitions that this member owns now
    if (!offsets?.topics.length) return;
    // Without an argument kafkajs commits only when one of its own intervals is set.
    await this.group!.commitOffsetsIfNecessary(offsets).catch((error: Error) => {
      this.logger.debug(`offsets are committed later: ${error.message}`);
    });
  }

  private report(error: Error): void {
    if (error.message !== this.trouble) this.logger.warn(`Kafka: ${error.message}`);
    this.trouble = error.message;
  }

  /** A dead consumer in a live process would look healthy for ever; whoever supervises the process starts it again. */
  private die(reason: string): void {
    this.logger.fatal(`${reason}; the process ends`);
    process.exit(1);
  }
}
