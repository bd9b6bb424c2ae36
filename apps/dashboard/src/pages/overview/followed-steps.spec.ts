import { describe, expect, it } from '@jest/globals';
import type { Journey } from '../../api/analytics';
import { isSettled, newSteps } from './followed-steps';

const journey = (...types: string[]): Journey => ({
  orderId: 'o1',
  durationMs: 1,
  steps: types.map((type, offset) => ({
    id: `e${offset}`,
    type,
    time: '2026-01-01T00:00:00Z',
    ingestedAt: '2026-01-01T00:00:00Z',
    msSincePrevious: null,
    source: '/order-api',
    topic: 'order-events',
    partition: 0,
    offset,
    correlationId: null,
  })),
});

describe('a followed order', () => {
  it('shows each step once', () => {
    const steps = newSteps(journey('ORDER_CREATED', 'INVENTORY_RESERVED'), new Set(['e0']));
    expect(steps.map(({ type }) => type)).toEqual(['INVENTORY_RESERVED']);
  });

  it('has ended when it is confirmed, rejected or cancelled', () => {
    expect(isSettled(journey('ORDER_CREATED', 'ORDER_PROCESSED'))).toBe(false);
    expect(isSettled(journey('ORDER_CREATED', 'ORDER_REJECTED'))).toBe(true);
  });
});
