import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import kafkajs, { type Consumer, type EachBatchPayload } from 'kafkajs';
import { MessagingObserver } from '../observation/messaging-observer.js';
import { BatchConsumer } from './batch-consumer.js';
import { ConsumerStanding } from './consumer-standing.js';
import { followConsumer } from './follow-consumer.js';
import { OffsetCommits } from './offset-commits.js';
import { PartitionPauses } from './partition-pauses.js';
import { PartitionStandings } from './partition-standings.js';
import { Watchdog } from './watchdog.js';

class Standings extends MessagingObserver {
  readonly told: unknown[] = [];
  override stands({ lag }: { lag: number }): void {
    this.told.push(lag);
  }
  override left(): void {
    this.told.push('left');
  }
}

const { events } = new kafkajs.Kafka({ brokers: ['127.0.0.1:1'] }).consumer({ groupId: 'none' });

describe('a consumer that has crashed', () => {
  const logger = new Logger();
  let kafka: EventEmitter;
  let standing: ConsumerStanding;
  let watchdog: Watchdog;
  let batches: BatchConsumer;
  let observer: Standings;
  let ended: string[];
  let commit: () => void;
  beforeEach(() => {
    Logger.overrideLogger(false);
    kafka = new EventEmitter();
    standing = new ConsumerStanding(logger, () => undefined);
    watchdog = new Watchdog(() => undefined, 60_000);
    observer = new Standings();
    const processor = { process: () => new Promise<void>((resolve) => (commit = resolve)) };
    const standings = new PartitionStandings(observer);
    batches = new BatchConsumer(processor, '', [], new PartitionPauses(), standings, watchdog);
    ended = [];
    followConsumer({ events, on: kafka.on.bind(kafka) } as unknown as Consumer, {
      standing,
      connections: { reset: () => undefined },
      batches,
      offsets: new OffsetCommits(logger),
      onJoin: () => undefined,
      onEnd: ({ message }) => ended.push(message),
    });
    kafka.emit(events.GROUP_JOIN, { payload: { memberAssignment: { orders: [0] } } });
  });
  afterEach(() => {
    standing.stop();
    watchdog.stop();
    Logger.overrideLogger(['log', 'error', 'warn', 'debug', 'verbose', 'fatal']);
  });

  const message = (offset: string) => ({ offset, key: null, value: null, headers: {}, timestamp: '0' });
  const consume = () =>
    batches.eachBatch({
      batch: { topic: 'orders', partition: 0, messages: [message('7')], highWatermark: '12' },
      resolveOffset: () => undefined,
      heartbeat: () => Promise.resolve(),
      pause: () => () => undefined,
      isRunning: () => true,
      isStale: () => false,
    } as unknown as EachBatchPayload);
  const crash = (restart: boolean) =>
    kafka.emit(events.CRASH, { payload: { error: new Error('not authorized'), restart } });

  it('holds no partition: their lag is told no more, also when a batch ends after it', async () => {
    const consumed = consume();
    await new Promise((resolve) => setImmediate(resolve));
    crash(false);
    commit();
    await consumed;
    expect(observer.told).toEqual([5, 'left']);
  });

  it('has ended, unless kafkajs starts it again', () => {
    crash(true);
    expect([standing.state, ended]).toEqual(['crashed', []]);
    crash(false);
    expect([standing.state, ended]).toEqual(['crashed', ['not authorized']]);
  });
});
