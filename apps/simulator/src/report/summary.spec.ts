import { describe, expect, it } from '@jest/globals';
import { TrackedOrder } from '../settlement/tracked-order.js';
import { type Kind } from '../orders/kind.js';
import { outcomeOf } from './outcome.js';
import { percentile } from './percentile.js';
import { moneyText, type Run, summaryLines } from './summary.js';

const CREATED = '2026-01-31T12:00:00.000Z';

function order(n: number, kind: Kind, status: 'CONFIRMED' | 'REJECTED' | 'CANCELLED' | 'PENDING', more: object = {}) {
  const tracked = new TrackedOrder(`k${n}`, kind, 0);
  tracked.submissions = 1;
  tracked.placedHere = true;
  tracked.awaitsCancel = false;
  tracked.acceptedMs = n;
  const statusSince = new Date(Date.parse(CREATED) + 100).toISOString();
  tracked.view = { id: `id-${n}`, status, statusSince, createdAt: CREATED, ...more };
  return tracked;
}
const price = { total: 1_234.5, currency: 'USD' };
const refusedOrder = new TrackedOrder('m', 'malformed', 0);
refusedOrder.refusal = { status: 400, code: 'REQUEST.INVALID', detail: '' };
const earlier = order(6, 'normal', 'CONFIRMED', price);
earlier.placedHere = false;
earlier.replays = 1;

const outcome = outcomeOf([
  order(1, 'normal', 'CONFIRMED', price),
  order(2, 'normal', 'CONFIRMED', price),
  order(3, 'insufficient', 'REJECTED', { reason: 'INSUFFICIENT_STOCK' }),
  order(4, 'cancelled', 'CANCELLED', price),
  order(5, 'normal', 'PENDING'),
  refusedOrder,
  earlier,
]);
const run: Run = {
  outcome,
  seconds: 2,
  deliveries: 0,
  lostDeliveries: [],
  limited: 0,
  wayOut: 'Go elsewhere',
  interrupted: false,
};

describe('the outcome', () => {
  it('counts what this run has placed, by its end', () => {
    expect(outcome).toMatchObject({
      sent: 7,
      accepted: 5,
      confirmed: 2,
      rejected: { INSUFFICIENT_STOCK: 1 },
      cancelled: 1,
      replayed: 1,
      malformedRefused: 1,
      notSettled: 1,
      revenue: { USD: 246_900 },
    });
  });

  it('measures orders that settled by themselves', () => {
    expect(outcome.toAccepted).toEqual({ p50: 3, p95: 5, p99: 5 });
    expect(outcome.toSettled).toEqual({ p50: 102, p95: 103, p99: 103 });
  });

  it('names what did not come to its end', () => {
    expect(outcome.shortfalls).toEqual([expect.stringMatching(/^normal id-5: not settled in time: PENDING since /)]);
  });
});

describe('the summary', () => {
  const text = (more: Partial<Run> = {}) => summaryLines({ ...run, ...more }).join('\n');

  it('has a line for each figure', () => {
    expect(text()).toContain('7 orders sent in 2.0 s\n');
    expect(text()).toMatch(/ {2}confirmed +2 {3}revenue 2,469\.00 USD\n/);
    expect(text()).toMatch(/ {2}rejected +1 {3}1 INSUFFICIENT_STOCK\n/);
    expect(text()).toMatch(/ {2}until settled +p50 102 ms {3}p95 103 ms {3}p99 103 ms\n/);
    expect(text()).toMatch(/Not what was asked for \(1\)\n {2}normal id-5: not settled in time/);
  });

  it('says that it was interrupted, and what the limit of the gateway did', () => {
    expect(text({ interrupted: true })).toContain('; ended early');
    expect(text()).not.toContain('by its limit');
    expect(text({ limited: 3 })).toContain(
      'The gateway refused 3 requests by its limit, and they were sent again later. Go elsewhere',
    );
  });

  it('shows twenty of many shortfalls, and how many there are', () => {
    const lost = Array.from({ length: 25 }, (_, n) => `delivery ${n}`);
    expect(text({ lostDeliveries: lost })).toContain('Deliveries that came to nothing (25)');
    expect(text({ lostDeliveries: lost })).toContain('  delivery 19\n  … and 5 more');
  });
});

describe('figures', () => {
  it.each([
    [{}, '0.00'],
    [{ USD: 5 }, '0.05 USD'],
    [{ USD: 123_456_789, EUR: 100_000 }, '1,234,567.89 USD + 1,000.00 EUR'],
  ])('%j is written %s', (revenue, written) => {
    expect(moneyText(revenue)).toBe(written);
  });

  it('have percentiles that are values', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([0, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100]);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});
