import type { EachBatchPayload } from 'kafkajs';
import { TryAgainLater } from '../errors.js';
import type { ChunkProcessor } from '../unit-of-work/chunk-processor.js';
import type { Handler } from '../unit-of-work/handler.js';
import { readMessage, type Incoming } from '../unit-of-work/incoming.js';
import type { PartitionPauses } from './partition-pauses.js';
import type { Watchdog } from './watchdog.js';

/** The most events of one transaction: a fetch of 1 MB may hold thousands. */
const MAX_CHUNK = 500;
const ATTEMPTS_UNTIL_SPLIT = 5;
/** Well below kafkajs' `heartbeatInterval`: a beat that comes a millisecond too early is dropped. */
const HEARTBEAT_CHECK_MS = 1_000;

/** Consumes kafkajs' batches, one partition's at a time, and resolves only what PostgreSQL has committed. */
export class BatchConsumer {
  private readonly running = new Set<Promise<void>>();
  private closing = false;

  constructor(
    private readonly processor: ChunkProcessor,
    private readonly namespace: string,
    private readonly handlers: readonly Handler[],
    private readonly pauses: PartitionPauses,
    private readonly watchdog: Watchdog,
  ) {}

  /** Never rejects for a handler's or the database's sake: kafkajs would sleep, count, and in the end crash the consumer. */
  eachBatch(payload: EachBatchPayload): Promise<void> {
    const run = this.consume(payload).finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  /** Resolves when the chunks under way are committed; begins no other. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled(this.running);
  }

  private async consume(payload: EachBatchPayload): Promise<void> {
    const { partition, messages } = payload.batch;
    const topic = payload.batch.topic.slice(this.namespace.length);
    const place = `${topic}[${partition}]`;
    let fenced = false;
    // On a failed beat the open chunk may still commit: a successor waits for its inbox rows and sees duplicates.
    const beat = () => payload.heartbeat().catch(() => (fenced = true));
    const timer = setInterval(() => void beat(), HEARTBEAT_CHECK_MS);
    const incomings = messages.map((message) => readMessage({ ...message, topic, partition }, this.handlers));
    try {
      for (let at = 0; at < incomings.length;) {
        if (this.closing || fenced || this.pauses.has(place) || !payload.isRunning() || payload.isStale()) return;
        const attempts = this.pauses.attempts(place, incomings[at]!.message.offset);
        const chunk = firstOf(nextChunk(incomings, at, MAX_CHUNK), attempts);
        if (!(await this.processOrRest(place, chunk, payload))) return;
        payload.resolveOffset(chunk.at(-1)!.message.offset); // kafkajs goes on after it, and does not check that it grows
        at += chunk.length;
      }
    } finally {
      clearInterval(timer);
    }
  }

  /** To return unresolved is to ask for redelivery: the partition's next fetch begins at the first unresolved offset. */
  private async processOrRest(place: string, chunk: readonly Incoming[], payload: EachBatchPayload): Promise<boolean> {
    const { offset } = chunk[0]!.message;
    this.watchdog.started(place);
    try {
      await this.processor.process(chunk);
      this.pauses.succeeded(place);
      return true;
    } catch (error) {
      if (!(error instanceof TryAgainLater)) throw error;
      if (!this.closing) this.pauses.rest(place, offset, error.message, () => payload.pause());
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
