import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stages } from './stages.js';

interface Event {
  readonly at: number;
  readonly lane: string | null;
  readonly handlers: readonly string[];
}

const eventsOf = (shapes: readonly Omit<Event, 'at'>[]): Event[] => shapes.map((shape, at) => ({ at, ...shape }));

const anyEvents = fc
  .array(
    fc.record({
      lane: fc.option(fc.constantFrom('a', 'b', 'c')),
      handlers: fc.uniqueArray(fc.constantFrom('reserve', 'release', 'log'), { minLength: 1 }),
    }),
    { maxLength: 40 },
  )
  .map(eventsOf);

describe('stages', () => {
  it('makes every call exactly once: no event is lost or handled twice by one handler', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const made = stages<string, Event>(events).flatMap(([handler, list]) =>
          list.map(({ at }) => `${at} ${handler}`),
        );
        const due = events.flatMap(({ at, handlers }) => handlers.map((handler) => `${at} ${handler}`));
        expect(made.sort()).toEqual(due.sort());
      }),
    );
  });

  it('keeps each lane in offset order, over all its handlers', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const made = stages<string, Event>(events).flatMap(([handler, list]) =>
          list.map((event) => ({ handler, event })),
        );
        for (const lane of ['a', 'b', 'c']) {
          const calls = made.filter(({ event }) => event.lane === lane);
          const due = events
            .filter((event) => event.lane === lane)
            .flatMap((event) => event.handlers.map((handler) => ({ handler, event })));
          expect(calls).toEqual(due);
        }
      }),
    );
  });

  it('gives each handler its events in offset order within a call', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const [, list] of stages<string, Event>(events)) {
          expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).sort((a, b) => a - b));
        }
      }),
    );
  });

  it('batches interleaved types of many keys: two types take two calls, not one per event', () => {
    const events = eventsOf(
      Array.from({ length: 100 }, (_, key) => [
        { lane: `key ${key}`, handlers: ['reserve'] },
        { lane: `key ${key}`, handlers: ['release'] },
      ]).flat(),
    );
    expect(stages<string, Event>(events).map(([handler, list]) => [handler, list.length])).toEqual([
      ['reserve', 100],
      ['release', 100],
    ]);
  });

  it('batches events without a lane at once', () => {
    const events = eventsOf([
      { lane: null, handlers: ['reserve'] },
      { lane: null, handlers: ['release'] },
      { lane: null, handlers: ['reserve'] },
    ]);
    expect(stages<string, Event>(events).map(([handler, list]) => [handler, list.length])).toEqual([
      ['reserve', 2],
      ['release', 1],
    ]);
  });
});
