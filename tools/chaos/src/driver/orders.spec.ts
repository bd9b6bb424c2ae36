import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.js';
import { plannedOrders } from './orders.js';

const plan = (seed: number, count: number) => {
  const orders = plannedOrders(new Random(seed));
  return Array.from({ length: count }, () => orders.next().value);
};

describe('plannedOrders', () => {
  it('gives the same orders for the same seed', () => {
    expect(plan(3, 100)).toEqual(plan(3, 100));
    expect(plan(3, 100)).not.toEqual(plan(4, 100));
  });

  it('gives each order a key of its own', () => {
    expect(new Set(plan(1, 500).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(500);
  });

  it('mixes in orders that are too large, quoted wrongly or cancelled, and deliveries', () => {
    const orders = plan(1, 1_000);
    const shareOf = (matches: (order: (typeof orders)[number]) => boolean) => orders.filter(matches).length / 1_000;
    expect(shareOf(({ body }) => body.items.some(({ quantity }) => quantity > 3))).toBeCloseTo(0.03, 1);
    expect(shareOf(({ body }) => body.totalAmount !== undefined)).toBeCloseTo(0.03, 1);
    expect(shareOf(({ cancelAfterMs }) => cancelAfterMs !== undefined)).toBeCloseTo(0.05, 1);
    expect(shareOf(({ restock }) => restock !== undefined)).toBeCloseTo(0.05, 1);
  });
});
