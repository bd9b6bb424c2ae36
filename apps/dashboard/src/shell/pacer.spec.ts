import { describe, expect, it } from '@jest/globals';
import { Pacer } from './pacer';

const dueAt = (perSecond: number, times: readonly number[], active = true): number =>
  times.map((at) => at).reduce((sum, at) => sum + pacerDue(perSecond, at, active), 0);
let pacer = new Pacer();
const pacerDue = (perSecond: number, at: number, active: boolean): number => pacer.due(perSecond, at, active);

describe('the pacer', () => {
  it('keeps the rate whatever the ticks', () => {
    pacer = new Pacer();
    expect(dueAt(20, [0, 130, 190, 420, 777, 1_000])).toBe(20);
  });

  it('keeps a rate of less than one a tick', () => {
    pacer = new Pacer();
    expect(dueAt(3, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_001])).toBe(3);
  });

  it('owes nothing for the time that it rested', () => {
    pacer = new Pacer();
    pacer.due(20, 0, true);
    expect(dueAt(20, [10_000, 20_000], false)).toBe(0);
    expect(dueAt(20, [20_100])).toBe(2);
  });

  it('makes up for no more than a second when the tab was asleep', () => {
    pacer = new Pacer();
    expect(dueAt(20, [0, 60_000])).toBe(20);
  });
});
