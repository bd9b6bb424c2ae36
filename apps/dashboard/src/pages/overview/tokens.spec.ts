import { describe, expect, it } from '@jest/globals';
import type { EventSample } from '../../live/live-events';
import { tokensOf } from './tokens';

const sample = (count: number): EventSample[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `e${index}`,
    type: 'ORDER_CREATED',
    orderId: `o${index}`,
    topic: 'order-events',
    partition: 0,
    offset: index,
    source: '/order-api',
    time: '2026-01-01T00:00:00Z',
  }));
const ids = (events: readonly EventSample[]): string[] => events.map(({ id }) => id);

describe('tokens', () => {
  it('are all events when there are few', () => {
    expect(ids(tokensOf(sample(3), [], 4))).toEqual(['e0', 'e1', 'e2']);
  });

  it('are chosen evenly when there are many', () => {
    expect(ids(tokensOf(sample(40), [], 4))).toEqual(['e0', 'e10', 'e20', 'e30']);
  });

  it('leave followed orders to travel on their own', () => {
    expect(ids(tokensOf(sample(3), ['o1'], 4))).toEqual(['e0', 'e2']);
  });
});
