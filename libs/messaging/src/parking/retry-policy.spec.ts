import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NonRetryableError } from '../errors.js';
import { afterFailure, backoffMs } from './retry-policy.js';

const policy = { attempts: 3, initialMs: 500, maxMs: 60_000 };

describe('backoffMs', () => {
  it('lies between half and all of a wait that doubles up to its bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (attempt) => {
        const whole = Math.min(60_000, 500 * 2 ** (attempt - 1));
        const ms = backoffMs(attempt, policy);
        expect(ms).toBeGreaterThanOrEqual(whole / 2);
        expect(ms).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it('spreads, so that what failed together does not come back together', () => {
    expect(new Set(Array.from({ length: 20 }, () => backoffMs(5, policy))).size).toBeGreaterThan(1);
  });
});

describe('afterFailure', () => {
  it('tries again until the last attempt, which is dead', () => {
    const states = [1, 2, 3].map((attempts) => afterFailure(new Error('no'), attempts, policy).state);
    expect(states).toEqual(['retrying', 'retrying', 'dead']);
  });

  it('gives up at once when the handler says that trying again cannot help', () => {
    expect(afterFailure(new NonRetryableError('never'), 1, policy).state).toBe('dead');
  });
});
