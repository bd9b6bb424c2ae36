import { describe, expect, it } from '@jest/globals';
import { afterCheck, overall, unchecked } from './standing.js';

const at = (second: number) => new Date(second * 1_000);
const none = { violations: [], count: 0 };
const two = { violations: [{ id: 'A', detail: 'is short' }], count: 2 };
const fresh = unchecked({ name: 'stock-balance', title: 'Every item adds up' }, at(0));

describe('the standing of an invariant', () => {
  it('is unknown until it is checked', () => {
    expect(fresh).toMatchObject({ state: 'unknown', since: at(0), checkedAt: null, reason: 'Not checked yet' });
  });

  it('keeps its `since` while its state stays, and not longer', () => {
    const held = afterCheck(fresh, none, at(1), 5);
    const stillHeld = afterCheck(held, none, at(2), 6);
    expect([held, stillHeld]).toMatchObject([
      { state: 'holds', since: at(1), checkedAt: at(1), tookMs: 5, reason: null },
      { state: 'holds', since: at(1), checkedAt: at(2), tookMs: 6 },
    ]);
    const broken = afterCheck(stillHeld, two, at(3), 5);
    expect(broken).toMatchObject({ state: 'violated', since: at(3), count: 2, violations: [{ id: 'A' }] });
    expect(afterCheck(broken, none, at(4), 5)).toMatchObject({ state: 'holds', since: at(4), ...none });
  });

  it('is unknown, and not violated, when the check fails', () => {
    const failed = afterCheck(afterCheck(fresh, two, at(1), 5), { reason: 'no database' }, at(2), 9);
    expect(failed).toMatchObject({ state: 'unknown', since: at(2), ...none, reason: 'no database' });
  });
});

describe('overall', () => {
  it.each([
    [[], 'holds'],
    [['holds', 'waiting'], 'holds'],
    [['holds', 'unknown'], 'unknown'],
    [['unknown', 'violated', 'holds'], 'violated'],
  ])('%j is %s', (states, expected) => expect(overall(states)).toBe(expected));
});
