import { describe, expect, it } from '@jest/globals';
import { latenciesOf } from './latencies.js';

describe('latenciesOf', () => {
  it('answers values that were measured, whatever their order', () => {
    const samples = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect(latenciesOf(samples)).toEqual({ orders: 100, p50: 50, p90: 90, p99: 99 });
  });

  it('answers the only value there is', () => {
    expect(latenciesOf([7])).toEqual({ orders: 1, p50: 7, p90: 7, p99: 7 });
  });
});
