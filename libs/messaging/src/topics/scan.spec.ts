import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { BackwardCursor, ForwardCursor, sizeOf, type PartitionCursor } from './partition-cursor.js';
import type { Fetched, PartitionSource } from './partition-source.js';
import { newestFirst, oldestFirst, scan, type ScanLimits } from './scan.js';

const MIB = 1024 * 1024;
const NO_LIMITS: ScanLimits = { accepted: 1e9, scanned: 1e9, bytes: 1e12, ms: 1e9 };

const message = (offset: number, timestamp: number, bytes = 1): KafkaMessage =>
  ({ offset: String(offset), timestamp: String(timestamp), key: null, value: Buffer.alloc(bytes) }) as KafkaMessage;

/** A partition in memory; a fetch brings at least one message, and goes on while they fit into `fetchBytes`. */
function sourceOf(messages: readonly KafkaMessage[], end: number, fetchBytes = 100, partition = 0): PartitionSource {
  const fetch = (offset: number): Promise<Fetched> => {
    const rest = messages.filter((one) => Number(one.offset) >= offset);
    let bytes = 0;
    const fitting = rest.filter((one, at) => (bytes += sizeOf(one)) <= fetchBytes || at === 0);
    const last = fitting.at(-1);
    return Promise.resolve({ messages: fitting, next: last ? Number(last.offset) + 1 : end });
  };
  return { fetch, range: { partition, begin: 0, end } } as unknown as PartitionSource;
}

/** Partitions whose offsets have gaps, as compaction and transactions leave them. */
const partitions = fc.array(
  fc.array(fc.record({ gap: fc.nat(40), time: fc.nat(50), bytes: fc.nat(60) }), { maxLength: 60 }).map((steps) => {
    let offset = 0;
    return steps.map(({ gap, time, bytes }) => message((offset += gap + 1), time, bytes));
  }),
  { minLength: 1, maxLength: 3 },
);

type Direction = 'forwards' | 'backwards';

const cursorsOver = (logs: readonly (readonly KafkaMessage[])[], direction: Direction): PartitionCursor[] =>
  logs.map((log, partition) => {
    const end = Number(log.at(-1)?.offset ?? 9) + 5;
    const source = sourceOf(log, end, 100, partition);
    return direction === 'forwards' ? new ForwardCursor(source, 0) : new BackwardCursor(source, end);
  });

const all = () => true;

describe.each<Direction>(['forwards', 'backwards'])('a scan %s', (direction) => {
  const order = direction === 'forwards' ? oldestFirst : newestFirst;

  it('takes every message once and each partition in its order, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(partitions, fc.integer({ min: 1, max: 20 }), async (logs, accepted) => {
        const cursors = cursorsOver(logs, direction);
        const taken: [number, number][] = [];
        let scanned = 0;
        while (cursors.some(({ isAtEnd }) => !isAtEnd)) {
          const page = await scan(cursors, order, all, { ...NO_LIMITS, accepted });
          expect(page.messages.length).toBeLessThanOrEqual(accepted);
          taken.push(...page.messages.map(({ partition, offset }) => [partition, offset] as [number, number]));
          scanned += page.scanned;
        }
        const expected = logs.map((log) => log.map(({ offset }) => Number(offset)));
        const found = logs.map((_log, partition) =>
          taken.filter(([of]) => of === partition).map(([, offset]) => offset),
        );
        expect(found).toEqual(direction === 'forwards' ? expected : expected.map((offsets) => offsets.toReversed()));
        expect(scanned).toBe(expected.flat().length);
      }),
    );
  });

  it('merges partitions by time', async () => {
    const logs = [
      [message(0, 1), message(1, 4), message(2, 6)],
      [message(0, 2), message(1, 3), message(2, 5)],
    ];
    const { messages } = await scan(cursorsOver(logs, direction), order, all, NO_LIMITS);
    const times = messages.map(({ timestamp }) => timestamp.getTime());
    expect(times).toEqual(direction === 'forwards' ? [1, 2, 3, 4, 5, 6] : [6, 5, 4, 3, 2, 1]);
  });

  it('stops at each of its limits, and goes on where it has stopped', async () => {
    const log = Array.from({ length: 30 }, (_none, n) => message(n, n, 10));
    const even = ({ offset }: KafkaMessage) => Number(offset) % 2 === 0;
    for (const [limit, count] of [
      [{ accepted: 4 }, 4],
      [{ scanned: 8 }, 4],
      [{ bytes: 35 }, 4],
      [{ ms: 0 }, 0],
    ] as const) {
      const cursors = cursorsOver([log], direction);
      const first = await scan(cursors, order, even, { ...NO_LIMITS, ...limit });
      expect(first.messages).toHaveLength(count);
      const rest = await scan(cursors, order, even, NO_LIMITS);
      expect(first.scanned + rest.scanned).toBe(30);
      expect(first.messages.length + rest.messages.length).toBe(15);
    }
  });

  it('stops when it is told to', async () => {
    const aborted = AbortSignal.abort();
    const log = [message(0, 0)];
    expect(await scan(cursorsOver([log], direction), order, all, NO_LIMITS, aborted)).toEqual({
      messages: [],
      scanned: 0,
    });
  });
});

it('backwards keeps few of the messages that are large, and still takes each once', async () => {
  const log = Array.from({ length: 20 }, (_none, n) => message(n, n, MIB));
  const cursor = new BackwardCursor(sourceOf(log, 20, 3 * MIB), 20);
  const ready = cursor as unknown as { ready: KafkaMessage[] };
  const sizes: number[] = [];
  const offsets: number[] = [];
  while (!cursor.isAtEnd) {
    await cursor.refill();
    sizes.push(ready.ready.length);
    while (cursor.next) offsets.push(Number(cursor.take().offset));
  }
  expect(Math.max(...sizes)).toBe(4);
  expect(offsets).toEqual(log.map(({ offset }) => Number(offset)).toReversed());
});
