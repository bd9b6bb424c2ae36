import { describe, expect, it } from '@jest/globals';
import type { Summary } from '../../api/analytics';
import { advance, type Minute } from './timeline';

const START = Date.parse('2026-01-01T12:00:00Z') / 1_000;
const minute = (index: number, orders: number): Minute => ({
  at: START + index * 60,
  orders,
  confirmed: orders,
  revenue: orders * 10,
});
const total = (orders: number): Summary => ({
  events: 0,
  orders,
  confirmed: orders,
  rejected: 0,
  rejectedByReason: { INSUFFICIENT_STOCK: 0, DECLINED: 0, TIMED_OUT: 0 },
  cancelled: 0,
  revenue: orders * 10,
});
const within = (index: number): number => (START + index * 60 + 30) * 1_000;
const known = [minute(0, 1), minute(1, 2), minute(2, 3)];

describe('the last minutes', () => {
  it('gain in the one that is running', () => {
    expect(advance(known, total(6), total(10), within(2))).toEqual([minute(0, 1), minute(1, 2), minute(2, 7)]);
  });

  it('move on, as many as before', () => {
    expect(advance(known, total(6), total(10), within(3))).toEqual([minute(1, 2), minute(2, 3), minute(3, 4)]);
  });

  it('are empty where nothing was seen', () => {
    expect(advance(known, total(6), total(6), within(4))).toEqual([minute(2, 3), minute(3, 0), minute(4, 0)]);
  });

  it('start anew after a long sleep', () => {
    expect(advance(known, total(6), total(7), within(100)).map(({ at, orders }) => [at, orders])).toEqual([
      [minute(98, 0).at, 0],
      [minute(99, 0).at, 0],
      [minute(100, 0).at, 1],
    ]);
  });

  it('stay none when there are none', () => {
    expect(advance([], total(0), total(1), within(0))).toEqual([]);
  });
});
