import { describe, expect, it } from '@jest/globals';
import { rotated } from './rounds.js';

describe('rounds', () => {
  it('begin with another contender each, and leave none out', () => {
    const contenders = ['a', 'b', 'c'];
    expect([0, 1, 2, 3].map((round) => rotated(contenders, round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
  });
});
