import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timelineOf, type Parking, type Step } from './timeline';

const noon = Date.parse('2026-01-01T12:00:00Z');
const moment = (ms: number) => new Date(noon + ms).toISOString();
const step = (offset: number, ms: number): Step => ({ topic: 'order-events', partition: 3, offset, time: moment(ms) });
const parking = (offset: number, parkedMs: number, resolvedMs?: number): Parking => ({
  service: 'transaction',
  letter: {
    topic: 'order-events',
    partition: 3,
    offset,
    parkedAt: moment(parkedMs),
    resolvedAt: resolvedMs === undefined ? undefined : moment(resolvedMs),
  },
});
const linesOf = (steps: Step[], parkings: Parking[]) =>
  timelineOf(steps, parkings).map((entry) => [
    entry.kind,
    entry.kind === 'event' ? entry.step.offset : entry.parking.letter.offset,
    entry.gapMs,
  ]);

describe('timelineOf', () => {
  it('tells how long after the line before each event happened', () => {
    expect(linesOf([step(1, 0), step(2, 12), step(3, 42)], [])).toEqual([
      ['event', 1, null],
      ['event', 2, 12],
      ['event', 3, 30],
    ]);
  });

  it('shows when an event was parked and when it was handled after all, before what came of it', () => {
    expect(linesOf([step(1, 0), step(2, 5_100)], [parking(1, 100, 5_000)])).toEqual([
      ['event', 1, null],
      ['parked', 1, 100],
      ['resolved', 1, 4_900],
      ['event', 2, 100],
    ]);
  });

  it('has no resolution of an event that is still parked', () => {
    expect(linesOf([step(1, 0)], [parking(1, 100)])).toEqual([
      ['event', 1, null],
      ['parked', 1, 100],
    ]);
  });

  it('puts a parking behind its event even if the clock of the service is late', () => {
    expect(linesOf([step(1, 0), step(2, 50)], [parking(2, 40)])).toEqual([
      ['event', 1, null],
      ['event', 2, 50],
      ['parked', 2, -10],
    ]);
  });

  it('shows the parking of an event that is not in the journey, at its time', () => {
    expect(linesOf([step(2, 50), step(3, 60)], [parking(1, 10), parking(9, 55)])).toEqual([
      ['parked', 1, null],
      ['event', 2, 40],
      ['parked', 9, 5],
      ['event', 3, 5],
    ]);
  });

  it('keeps the order of events, and what follows from them behind them, whatever the clocks say', () => {
    const ms = fc.integer({ min: 0, max: 9 });
    const steps = fc.array(ms, { maxLength: 8 }).map((times) => times.map((at, offset) => step(offset, at)));
    const parkings = fc.array(
      fc.record({ offset: fc.integer({ min: 0, max: 9 }), parked: ms, resolved: fc.option(ms, { nil: undefined }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, parkings, (steps, faults) => {
        const parked = faults.map(({ offset, parked, resolved }) => parking(offset, parked, resolved));
        const entries = timelineOf(steps, parked);
        expect(entries.flatMap((entry) => (entry.kind === 'event' ? [entry.step] : []))).toEqual(steps);
        expect(entries).toHaveLength(
          steps.length + parked.length + faults.filter((f) => f.resolved !== undefined).length,
        );
        for (const one of parked) {
          const at = (kind: string) =>
            entries.findIndex((e) => e.kind !== 'event' && e.kind === kind && e.parking === one);
          const own = entries.findIndex((e) => e.kind === 'event' && e.step.offset === one.letter.offset);
          expect(at('parked')).toBeGreaterThan(own);
          if (one.letter.resolvedAt) expect(at('resolved')).toBeGreaterThan(at('parked'));
        }
      }),
    );
  });
});
