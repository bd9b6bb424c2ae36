import {
  InventoryReleased,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderProcessed,
  OrderRefunded,
  Topic,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { journeyOf, type LoggedEvent } from './journey-of.js';

const noon = Date.parse('2026-01-01T12:00:00Z');

function logged(of: { type: string; topic: string }, offset: number, ms: number): LoggedEvent {
  const { type, topic } = of;
  const [time, ingestedAt] = [new Date(noon + ms), new Date(noon + 1_000)];
  const id = `${topic}-${offset}`;
  return { id, type, source: '/test', time, ingestedAt, correlationId: 'request-1', topic, partition: 3, offset };
}

describe('journeyOf', () => {
  it('merges the topics by time and says how long each step took', () => {
    const created = logged(OrderCreated, 10, 0);
    const processed = logged(OrderProcessed, 7, 30);
    const confirmed = logged(OrderConfirmed, 11, 42);
    expect(journeyOf([confirmed, processed, created])).toEqual([
      { ...created, msSincePrevious: null },
      { ...processed, msSincePrevious: 30 },
      { ...confirmed, msSincePrevious: 12 },
    ]);
  });

  it('goes by time between topics, whatever usually comes first', () => {
    const processed = logged(OrderProcessed, 7, 20);
    const cancelled = logged(OrderCancelled, 11, 10);
    expect(journeyOf([processed, cancelled]).map(({ type }) => type)).toEqual(['ORDER_CANCELLED', 'ORDER_PROCESSED']);
  });

  it('lets a cause come before its effect within one millisecond', () => {
    const steps = [
      logged(OrderRefunded, 8, 0),
      logged(InventoryReleased, 3, 0),
      logged(OrderCancelled, 12, 0),
      logged(OrderConfirmed, 11, 0),
      logged(OrderProcessed, 7, 0),
      logged(OrderCreated, 10, 0),
    ];
    expect(journeyOf(steps).map(({ type }) => type)).toEqual([
      'ORDER_CREATED',
      'ORDER_PROCESSED',
      'ORDER_CONFIRMED',
      'ORDER_CANCELLED',
      'INVENTORY_RELEASED',
      'ORDER_REFUNDED',
    ]);
  });

  it('shows a clock that goes behind as a negative time', () => {
    const journey = journeyOf([logged(OrderCreated, 1, 50), logged(OrderConfirmed, 2, 45)]);
    expect(journey.map(({ offset, msSincePrevious }) => [offset, msSincePrevious])).toEqual([
      [1, null],
      [2, -5],
    ]);
  });

  it('keeps every event and the order of offsets in each topic, whatever the clocks say', () => {
    const event = fc.record({ topic: fc.constantFrom(...Object.values(Topic)), ms: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const all = events.map(({ topic, ms }, offset) => logged({ type: 'ANY', topic }, offset, ms));
        const journey = journeyOf(all);
        expect(journey).toHaveLength(all.length);
        for (const topic of Object.values(Topic)) {
          const offsets = (of: readonly LoggedEvent[]) => of.filter((e) => e.topic === topic).map((e) => e.offset);
          expect(offsets(journey)).toEqual(offsets(all));
        }
      }),
    );
  });
});
