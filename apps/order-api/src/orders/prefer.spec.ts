import { describe, expect, it } from '@jest/globals';
import { waitSecondsOf } from './prefer.js';

describe('waitSecondsOf', () => {
  it.each([
    ['wait=10', 10],
    ['wait="10"', 10],
    ['WAIT = 10', 10],
    ['wait=0', 0],
    ['respond-async, wait=7', 7],
    ['handling=lenient; x="y",wait=7; z=1', 7],
    ['wait=3, wait=9', 3],
  ])('reads %s', (header, seconds) => {
    expect(waitSecondsOf(header)).toBe(seconds);
  });

  it('grants 30 seconds at most', () => {
    expect(waitSecondsOf('wait=31')).toBe(30);
    expect(waitSecondsOf('wait=999999999999999999999')).toBe(30);
  });

  it.each([undefined, '', 'wait', 'wait=', 'wait=-1', 'wait=1.5', 'wait=soon', 'await=5', 'respond-async'])(
    'ignores %s',
    (header) => {
      expect(waitSecondsOf(header)).toBeUndefined();
    },
  );
});
