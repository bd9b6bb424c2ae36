import { describe, expect, it } from '@jest/globals';
import { DeliveryPolicy, retryDelayMs } from './delivery-policy.js';

const longest = (attempts: number) => retryDelayMs(attempts, new DeliveryPolicy(), () => 1);

describe('retryDelayMs', () => {
  it('doubles with each attempt up to the longest wait', () => {
    expect([1, 2, 3, 9, 10, 5_000].map(longest)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });

  it('spreads the attempts over half of the wait', () => {
    expect(retryDelayMs(1, new DeliveryPolicy(), () => 0)).toBe(500);
  });
});
