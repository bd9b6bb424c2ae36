import { describe, expect, it } from '@jest/globals';
import { paceOf } from './pace.js';

describe('paceOf', () => {
  it('is the rate while the orders last longer than the faults', () => {
    expect(paceOf(200, 20_000, 30)).toBe(200);
    expect(paceOf(200, 20_000, 0)).toBe(200);
  });

  it('stretches the orders over the faults', () => {
    expect(paceOf(200, 1_000, 100)).toBe(10);
  });
});
