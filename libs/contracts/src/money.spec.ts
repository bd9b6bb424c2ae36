import { describe, expect, it } from '@jest/globals';
import { MAX_CENTS } from './limits.js';
import { decimalOf } from './money.js';

describe('decimalOf', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [199_998, '1999.98'],
    [MAX_CENTS, '1000000000000.00'],
  ])('writes %i cents as %s', (cents, decimal) => {
    expect(decimalOf(cents)).toBe(decimal);
  });
});
