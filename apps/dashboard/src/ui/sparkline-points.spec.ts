import { describe, expect, it } from '@jest/globals';
import { sparklinePoints } from './sparkline-points';

describe('a sparkline', () => {
  it('spans the width, the largest value at the top', () => {
    expect(sparklinePoints([0, 5, 10], 100, 20)).toBe('0.0,20.0 50.0,10.0 100.0,0.0');
  });

  it('is flat at the bottom when nothing happens', () => {
    expect(sparklinePoints([0, 0], 100, 20)).toBe('0.0,20.0 100.0,20.0');
  });
});
