import type { EachBatchPayload } from 'kafkajs';
import { TryAgainLater } from '../errors.js';
import type { ChunkProcessor } from '../unit-of-work/chunk-processor.js';
import type { Handler } from '../unit-of-work/handler.js';
import { readMessage, type Incoming } from '../unit-of-work/incoming.js';
import type { PartitionPauses } from './partition-pauses.js';
import type { PartitionStandings } from './partition-standings.js';
import { SharedTransactions } from './shared-transactions.js';
import type { Watchdog } from './watchdog.js';

/** The most events of one transaction: a fetch of 1 MB may hold thousands. */
const MAX_CHUNK = 500;
const ATTEMPTS_UNTIL_SPLIT = 5;
/** Well below kafkajs' `heartbeatInterval`: a beat that comes a millisecond too early is dropped. */
const HEARTBEAT_CHECK_MS = 1_000;

export type PartitionsByTopic = Readonly<Record<string, readonly number[]>>;

/** A batch of one partition while it is consumed. */
interface Run {
  readonly place: string;
  readonly payload: EachBatchPayload;
  /** Whether it is to begin no further transaction. */
  readonly isOver: () => boolean;
}

/** Consumes kafkajs' batches, one partition's at a time, and resolves only what PostgreSQL has committed. */
export class BatchConsumer {
  private readonly running = new Set<Promise<void>>();
  private readonly transactions: SharedTransactions;
  private generation = 0;
  private closing = false;

  constructor(
    processor: Pick<ChunkProcessor, 'process'>,
    private readonly namespace: string,
    private readonly handlers: readonly Handler[],
    private readonly pauses: PartitionPauses,
    private readonly standings: PartitionStandings,
    private readonly watchdog: Watchdog,
  ) {
    this.transactions = new SharedTransactions(processor, MAX_CHUNK);
  }

  /** Never rejects for a handler's or the database's sake: kafkajs would sleep, count, and in the end crash the consumer. */
  eachBatch(payload: EachBatchPayload): Promise<void> {
    const run = this.consume(payload).finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  /**
   * The group has given out its partitions anew. With several brokers kafkajs may join while batches still run: what they
   * resolved would count for the new assignment, of which their partition may not be a part.
   * @param partitions the new assignment, by Kafka's names of the topics
   */
  reassigned(partitions: PartitionsByTopic): void {
    this.generation++;
    this.pauses.forget();
    this.standings.keep(({ topic, partition }) => partitions[this.namespace + topic]?.includes(partition) ?? false);
  }

  /** Resolves when the transactions under way are committed; begins no other. */
  async close(): Promise<void> {
    this.closing = true;
    this.pauses.stop();
    await Promise.allSettled(this.running);
    this.standings.keep(() => false);
  }

  private async consume(payload: EachBatchPayload): Promise<void> {
    const { partition, messages, highWatermark } = payload.batch;
    const topic = payload.batch.topic.slice(this.namespace.length);
    const { generation } = this;
    let fenced = false;
    // On a failed beat the open transaction may still commit: a successor waits for its inbox rows and sees duplicates.
    const beat = () => payload.heartbeat().catch(() => (fenced = true));
    const timer = setInterval(() => void beat(), HEARTBEAT_CHECK_MS);
    const run: Run = {
      place: `${topic}[${partition}]`,
      payload,
      isOver: () =>
        this.closing || fenced || generation !== this.generation || !payload.isRunning() || payload.isStale(),
    };
    const incomings = messages.map(({ offset, key, value, headers, timestamp }) =>
      readMessage({ topic, partition, offset, key, value, headers, timestamp }, this.handlers),
    );
    const standsAt = (next: bigint) => this.standings.stands({ topic, partition }, next, highWatermark);
    try {
      for (let at = 0; at < incomings.length;) {
        if (run.isOver() || this.pauses.has(run.place)) return;
        standsAt(BigInt(incomings[at]!.message.offset));
        const attempts = this.pauses.attempts(run.place, incomings[at]!.message.offset);
        const chunk = firstOf(nextChunk(incomings, at, MAX_CHUNK), attempts);
        if (!(await this.processOrRest(run, chunk, attempts)) || generation !== this.generation) return;
        payload.resolveOffset(chunk.at(-1)!.message.offset); // kafkajs goes on after it, and does not check that it grows
        at += chunk.length;
      }
      standsAt(BigInt(messages.at(-1)!.offset) + 1n);
    } finally {
      clearInterval(timer);
    }
  }

  /** To return unresolved is to ask for redelivery: the partition's next fetch begins at the first unresolved offset. */
  private async processOrRest(
    { place, payload, isOver }: Run,
    chunk: readonly Incoming[],
    attempts: number,
  ): Promise<boolean> {
    const { offset } = chunk[0]!.message;
    // One transaction that never ends is fatal, not a chunk that takes many because some of its events fail slowly.
    const begin = () => {
      if (isOver()) throw new TryAgainLater('the partition is given up');
      this.watchdog.started(place);
    };
    try {
      await this.transactions.process(chunk, attempts > 0 || isAlone(chunk[0]!), begin);
      this.pauses.succeeded(place);
      return true;
    } catch (error) {
      if (!(error instanceof TryAgainLater)) throw error;
      if (!isOver()) this.pauses.rest(place, offset, error.message, () => payload.pause());
      return false;
    } finally {
      this.watchdog.finished(place);
    }
  }
}

/**
 * The beginning of a chunk that has failed `attempts` times for a passing reason. From the fifth failure on each attempt
 * takes half of the one before: a smaller transaction holds fewer locks for a shorter time. An attempt is one transaction,
 * so that a partition in trouble keeps the others waiting for one time-out at most.
 */
export function firstOf<T>(chunk: readonly T[], attempts: number): T[] {
  const halvings = Math.max(0, attempts - (ATTEMPTS_UNTIL_SPLIT - 1));
  return chunk.slice(0, Math.max(1, Math.floor(chunk.length / 2 ** halvings)));
}

/**
 * At most `max` events from `at` on. An event with a handler that takes single events is a chunk of its own: in a shared
 * transaction its locks would be taken in offset order, and deadlock with those of other partitions.
 */
export function nextChunk(events: readonly Incoming[], at: number, max: number): Incoming[] {
  let end = at + 1;
  if (!isAlone(events[at]!)) while (end < events.length && end - at < max && !isAlone(events[end]!)) end++;
  return events.slice(at, end);
}

const isAlone = ({ handlers }: Incoming): boolean => handlers.some(({ batch }) => !batch);
