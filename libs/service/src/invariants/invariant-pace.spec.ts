import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvariantPace, restAfter } from './invariant-pace.js';

const pace = new InvariantPace(10_000);

describe('restAfter', () => {
  it('is the interval after a quick check', () => {
    expect(restAfter(5, 4, pace)).toBe(10_000);
  });

  it('grows with the time that a check takes: 400 times that, for one of four', () => {
    expect(restAfter(2_000, 4, pace)).toBe(800_000);
  });

  it('keeps all checks together to a hundredth of the time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 10 }), (took) => {
        const share = took.reduce((sum, ms) => sum + ms / (ms + restAfter(ms, took.length, pace)), 0);
        expect(share).toBeLessThan(0.01);
      }),
    );
  });
});
