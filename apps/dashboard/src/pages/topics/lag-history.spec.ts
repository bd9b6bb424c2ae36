import { expect, it } from '@jest/globals';
import { lagSeries, remember, trendOf, type LagSample } from './lag-history';

const sample = (at: number, lags: Record<string, number>): LagSample => ({ at, lagOf: new Map(Object.entries(lags)) });
const seen = (...lags: number[]) => lags.map((lag, n) => sample(n * 2_000, { inventory: lag }));

it('remembers five minutes', () => {
  const history = [sample(0, { a: 1 }), sample(1_000, { a: 2 }), sample(299_999, { a: 3 })];
  expect(remember(history, sample(300_000, { a: 4 })).map(({ at }) => at)).toEqual([1_000, 299_999, 300_000]);
});

it('keeps time going forward when the clock is set back', () => {
  const history = [sample(10_000, { a: 1 }), sample(20_000, { a: 2 })];
  expect(remember(history, sample(15_000, { a: 3 })).map(({ at }) => at)).toEqual([10_000, 15_000]);
});

it('gives a gap where a group was not listed', () => {
  const history = [sample(1_000, { a: 5 }), sample(2_000, { b: 1 }), sample(3_000, { a: 0 })];
  expect(lagSeries(history, 'a')).toEqual({ times: [1, 2, 3], lags: [5, null, 0] });
});

it('says which way the lag goes, over the last samples only', () => {
  expect(trendOf(seen(9, 9, 0, 1, 2, 3, 4), 'inventory')).toBe('rising');
  expect(trendOf(seen(0, 50, 40, 30, 20, 10), 'inventory')).toBe('falling');
  expect(trendOf(seen(3, 3, 3), 'inventory')).toBe('steady');
  expect(trendOf(seen(3), 'inventory')).toBe('steady');
  expect(trendOf(seen(3, 4), 'unknown')).toBe('steady');
});
