import { describe, expect, it } from '@jest/globals';
import { soundRun } from '../../../test/fixtures/sound-run.js';
import type { Summary } from '../observed.js';
import { checkAnalytics } from './analytics.js';

const wrongWith = (changes: Partial<Summary>) => {
  const run = soundRun();
  return checkAnalytics({ ...run, summary: { ...run.summary, ...changes } }).wrong;
};

describe('checkAnalytics', () => {
  it('accepts totals that are what the orders say', () => {
    expect(checkAnalytics(soundRun())).toMatchObject({ ok: true, wrong: [] });
  });

  it.each<{ changes: Partial<Summary>; wrong: string }>([
    { changes: { events: 20 }, wrong: 'events: 20 counted, 19 due' },
    { changes: { orders: 5 }, wrong: 'orders: 5 counted, 4 due' },
    { changes: { confirmed: 1 }, wrong: 'confirmed: 1 counted, 2 due' },
    { changes: { cancelled: 0 }, wrong: 'cancelled: 0 counted, 1 due' },
    { changes: { revenueCents: 155_000 }, wrong: 'revenueCents: 155000 counted, 150000 due' },
    {
      changes: { rejectedByReason: { INSUFFICIENT_STOCK: 1, DECLINED: 2 } },
      wrong: 'rejected: DECLINED: 2 counted, 1 due',
    },
    { changes: { rejectedByReason: { DECLINED: 1 } }, wrong: 'rejected: INSUFFICIENT_STOCK: 0 counted, 1 due' },
  ])('objects: $wrong', ({ changes, wrong }) => {
    expect(wrongWith(changes)).toEqual([wrong]);
  });

  it('objects when it counts units that were not sold', () => {
    const run = soundRun();
    expect(checkAnalytics({ ...run, unitsCounted: new Map([['A', 4]]) }).wrong).toEqual([
      'units of A: 4 counted, 2 due',
    ]);
  });
});
