import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import type { EachBatchPayload } from 'kafkajs';
import { TryAgainLater } from '../errors.js';
import { MessagingObserver } from '../observation/messaging-observer.js';
import type { ChunkProcessor } from '../unit-of-work/chunk-processor.js';
import type { Incoming } from '../unit-of-work/incoming.js';
import { BatchConsumer, firstOf, nextChunk } from './batch-consumer.js';
import { PartitionPauses } from './partition-pauses.js';
import { PartitionStandings } from './partition-standings.js';
import { Watchdog } from './watchdog.js';

class Standings extends MessagingObserver {
  readonly told: unknown[] = [];
  override stands({ partition, lag }: { partition: number; lag: number }): void {
    this.told.push([partition, lag]);
  }
  override left({ partition }: { partition: number }): void {
    this.told.push([partition, 'left']);
  }
}

describe('BatchConsumer', () => {
  const resolved: string[] = [];
  const stuck: string[] = [];
  const pause = jest.fn(() => () => undefined);
  const watchdog = new Watchdog((place) => stuck.push(place), 60_000);
  let process: (begin: () => void) => Promise<void>;
  let batches: BatchConsumer;
  let observer: Standings;
  let heartbeat: () => Promise<void>;
  beforeEach(() => {
    Logger.overrideLogger(false);
    resolved.length = 0;
    pause.mockClear();
    heartbeat = () => Promise.resolve();
    observer = new Standings();
    const processor = { process: (_chunk: unknown, begin: () => void) => process(begin) };
    batches = consumerOf(processor, watchdog);
  });
  afterEach(async () => {
    await batches.close();
    Logger.overrideLogger(['log', 'error', 'warn', 'debug', 'verbose', 'fatal']);
  });

  const consumerOf = (processor: Pick<ChunkProcessor, 'process'>, limits: Watchdog) =>
    new BatchConsumer(processor, 'test-', [], new PartitionPauses(), new PartitionStandings(observer), limits);
  const message = (offset: string) => ({ offset, key: null, value: null, headers: {}, timestamp: '0' });
  const consume = () =>
    batches.eachBatch({
      batch: { topic: 'test-orders', partition: 0, messages: [message('7'), message('8')], highWatermark: '12' },
      resolveOffset: (offset: string) => resolved.push(offset),
      heartbeat: () => heartbeat(),
      pause,
      isRunning: () => true,
      isStale: () => false,
    } as unknown as EachBatchPayload);

  it('resolves what is committed', async () => {
    process = () => Promise.resolve();
    await consume();
    expect(resolved).toEqual(['8']);
  });

  it('resolves nothing of a batch that the group has given to another member meanwhile', async () => {
    process = () => Promise.resolve(batches.reassigned({}));
    await consume();
    expect(resolved).toEqual([]);
  });

  it('neither resolves nor pauses a partition that it gives up in the midst of a chunk', async () => {
    process = (begin) => {
      begin();
      batches.reassigned({});
      expect(begin).toThrow(TryAgainLater);
      return Promise.reject(new TryAgainLater('given up'));
    };
    await consume();
    expect(resolved).toEqual([]);
    expect(pause).not.toHaveBeenCalled();
  });

  it('tells how far the partition is from the end of the log, before and after', async () => {
    process = () => Promise.resolve();
    await consume();
    expect(observer.told).toEqual([
      [0, 5],
      [0, 3],
    ]);
  });

  it.each([
    ['moves to another member', () => Promise.resolve(batches.reassigned({ 'test-orders': [1], 'other-orders': [0] }))],
    ['is left when the consumer closes', () => batches.close()],
  ])('tells that a partition %s', async (_what, giveUp) => {
    process = () => Promise.resolve();
    await consume();
    observer.told.length = 0;
    await giveUp();
    expect(observer.told).toEqual([[0, 'left']]);
  });

  it('keeps to a partition that it is given again', async () => {
    process = () => Promise.resolve();
    await consume();
    batches.reassigned({ 'test-orders': [0] });
    expect(observer.told).not.toContainEqual([0, 'left']);
  });

  it('pauses a partition whose chunk is to be tried again later', async () => {
    process = () => Promise.reject(new TryAgainLater('the database is away'));
    await consume();
    expect(resolved).toEqual([]);
    expect(pause).toHaveBeenCalledTimes(1);
  });

  it('begins no further transaction when it closes, however many a chunk still takes', async () => {
    let transactions = 0;
    process = async (begin) => {
      for (; ; transactions++) {
        begin();
        await Promise.resolve();
        if (transactions === 3) void batches.close();
      }
    };
    await consume();
    expect(transactions).toBe(4);
    expect(pause).not.toHaveBeenCalled();
  });

  it('is content with a chunk that takes longer than the limit, as long as its transactions end', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const limited = new Watchdog((place) => stuck.push(place), 60_000);
    const processor = {
      process: (_chunk: unknown, begin: () => void) => {
        for (let transaction = 0; transaction < 5; transaction++) {
          begin();
          jest.advanceTimersByTime(50_000);
        }
        return Promise.resolve();
      },
    };
    batches = consumerOf(processor, limited);
    await consume();
    limited.stop();
    jest.useRealTimers();
    expect(stuck).toEqual([]);
    expect(resolved).toEqual(['8']);
  });
});

const event = (at: number, ...batch: boolean[]) =>
  ({ at, handlers: batch.map((b) => ({ batch: b })) }) as unknown as Incoming;
const anyEvents = fc
  .array(fc.array(fc.boolean(), { maxLength: 2 }), { maxLength: 60 })
  .map((list) => list.map((batch, at) => event(at, ...batch)));
const isAlone = ({ handlers }: Incoming) => handlers.some(({ batch }) => !batch);

function chunksOf(events: readonly Incoming[], max: number): Incoming[][] {
  const chunks: Incoming[][] = [];
  for (let at = 0; at < events.length; at += chunks.at(-1)!.length) chunks.push(nextChunk(events, at, max));
  return chunks;
}

describe('nextChunk', () => {
  it('loses nothing and keeps the order', () => {
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: 1, max: 20 }), (events, max) => {
        expect(chunksOf(events, max).flat()).toEqual(events);
      }),
    );
  });

  it('makes no chunk larger than the bound, and none empty', () => {
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: 1, max: 20 }), (events, max) => {
        for (const { length } of chunksOf(events, max)) {
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(max);
        }
      }),
    );
  });

  it('gives an event with a handler of single events a chunk of its own', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const chunk of chunksOf(events, 500)) if (chunk.some(isAlone)) expect(chunk).toHaveLength(1);
      }),
    );
  });

  it('splits no more than it must', () => {
    const events = [
      event(0, true),
      event(1),
      event(2, true, true),
      event(3, false),
      event(4, true),
      event(5, true, false),
    ];
    expect(chunksOf(events, 500).map((chunk) => chunk.length)).toEqual([3, 1, 1, 1]);
    expect(
      chunksOf(
        Array.from({ length: 1_201 }, (_, at) => event(at, true)),
        500,
      ).map((c) => c.length),
    ).toEqual([500, 500, 201]);
  });
});

describe('firstOf', () => {
  it('is the whole chunk, and halves from its fifth failure on, down to the one event that fails', () => {
    const chunk = Array.from({ length: 40 }, (_, at) => at);
    const sizes = [0, 4, 5, 6, 7, 8, 9, 10, 10_000].map((attempts) => firstOf(chunk, attempts).length);
    expect(sizes).toEqual([40, 40, 20, 10, 5, 2, 1, 1, 1]);
    expect(firstOf(chunk, 7)).toEqual([0, 1, 2, 3, 4]);
  });
});
