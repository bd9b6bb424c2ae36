import { describe, expect, it } from '@jest/globals';
import { PollPace } from './poll-pace';

/** When an order that is done from `doneAt` on (milliseconds) is looked at, until `end`. */
function looks(pace: PollPace, doneAt: number, end: number): number[] {
  const times: number[] = [];
  for (let now = 0; now <= end;) {
    times.push(now);
    const delay = pace.next(now >= doneAt, now);
    if (delay === undefined) break;
    now += delay;
  }
  return times;
}

describe('PollPace', () => {
  it('looks twice a second at first and every two seconds at last', () => {
    const times = looks(new PollPace(), Infinity, 60_000);
    const delays = times.slice(1).map((time, index) => time - times[index]!);
    expect(delays[0]).toBe(500);
    expect(delays.at(-1)).toBe(2_000);
    expect([...delays].sort((a, b) => a - b)).toEqual(delays);
  });

  it('stops ten seconds after the order is done', () => {
    const last = looks(new PollPace(), 3_000, 60_000).at(-1)!;
    expect(last).toBeGreaterThanOrEqual(13_000);
    expect(last).toBeLessThan(18_000);
  });

  it('begins again when something has happened', () => {
    const pace = new PollPace();
    looks(pace, 0, 60_000);
    pace.restart();
    expect(pace.next(true, 60_000)).toBe(500);
    expect(pace.next(true, 69_999)).toBeDefined();
  });

  it('counts the ten seconds from the last time that the order became done', () => {
    const pace = new PollPace();
    pace.next(true, 0);
    pace.next(false, 5_000);
    pace.next(true, 6_000);
    expect(pace.next(true, 12_000)).toBeDefined();
    expect(pace.next(true, 16_000)).toBeUndefined();
  });
});
