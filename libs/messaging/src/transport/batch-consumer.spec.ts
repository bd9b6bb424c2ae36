import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incoming } from '../unit-of-work/incoming.js';
import { firstOf, nextChunk } from './batch-consumer.js';

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
