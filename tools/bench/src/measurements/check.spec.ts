import { describe, expect, it } from '@jest/globals';
import { mustBe } from './check.js';

describe('the check of a run', () => {
  it('accepts books that agree', () => {
    expect(() => mustBe(10, { confirmed: 10, notified: 10 })).not.toThrow();
  });

  it('names every place that lost or doubled an order', () => {
    expect(() => mustBe(10, { accepted: 10, confirmed: 9, notified: 11 })).toThrow(
      'of 10 there are 9 confirmed, 11 notified',
    );
  });
});
