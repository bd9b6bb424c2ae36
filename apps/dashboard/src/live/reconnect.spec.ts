import { describe, expect, it } from '@jest/globals';
import { delayBefore, isStale } from './reconnect';

describe('a connection', () => {
  it('is tried again later and later, at most every ten seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map(delayBefore)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('is stale five seconds after it broke', () => {
    expect(isStale({ connected: false, lastHeardAt: 0 }, 5_000)).toBe(false);
    expect(isStale({ connected: false, lastHeardAt: 0 }, 5_001)).toBe(true);
  });

  it('may be quiet for half a minute while it stands, and for the time that a new one takes', () => {
    expect(isStale({ connected: true, lastHeardAt: 0 }, 35_000)).toBe(false);
    expect(isStale({ connected: true, lastHeardAt: 0 }, 35_001)).toBe(true);
  });
});
