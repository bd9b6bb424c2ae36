import { describe, expect, it } from '@jest/globals';
import type { Summary } from '../../api/analytics';
import { funnelOf } from './funnel';

const summary = (change: Partial<Summary>): Summary => ({
  events: 0,
  orders: 100,
  confirmed: 80,
  rejected: 12,
  rejectedByReason: { INSUFFICIENT_STOCK: 7, DECLINED: 5, TIMED_OUT: 0 },
  cancelled: 0,
  revenue: 0,
  ...change,
});
const stages = (change: Partial<Summary>) =>
  funnelOf(summary(change)).stages.map(({ name, count, atLeast }) => `${name} ${atLeast ? '>=' : ''}${count}`);
const exits = (change: Partial<Summary>) =>
  funnelOf(summary(change)).exits.map(({ name, count }) => `${name} ${count}`);

describe('the funnel', () => {
  it('says what is certain while orders are under way', () => {
    expect(stages({})).toEqual(['Created 100', 'Reserved >=85', 'Processed >=80', 'Confirmed 80']);
    expect(exits({})).toContain('Under way 8');
  });

  it('is exact when every order has ended', () => {
    expect(stages({ orders: 92 })).toEqual(['Created 92', 'Reserved 85', 'Processed 80', 'Confirmed 80']);
    expect(exits({ orders: 92 })).toContain('Under way 0');
  });

  it('does not pretend to know which orders were cancelled before they were confirmed', () => {
    expect(exits({ cancelled: 3 })).toEqual(
      expect.arrayContaining(['Cancelled, before or after 3', 'Under way, or cancelled before 8']),
    );
  });

  it('never falls below zero when counts come in parts', () => {
    expect(exits({ orders: 90 })).toContain('Under way 0');
  });
});
