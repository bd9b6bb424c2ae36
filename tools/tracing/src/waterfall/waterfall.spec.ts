import { describe, expect, it } from '@jest/globals';
import {
  BEGAN,
  created,
  orderSpans,
  processed,
  sent,
  server,
  span,
  TRACE_ID,
} from '../../test/fixtures/order-spans.js';
import { type Span } from '../span.js';
import { traceNamed } from './order-traces.js';
import { pathOf } from './path.js';
import { waterfallOf } from './waterfall.js';

const waterfall = (...more: Span[]) => waterfallOf(traceNamed([...more, ...orderSpans], TRACE_ID)!);
const legs = (rows: ReturnType<typeof waterfall>['rows'], { spanId }: Span) =>
  rows
    .find((row) => row.span.spanId === spanId)!
    .legs.map(({ name, start, end }) => [name, start - BEGAN, end - BEGAN]);

describe('the waterfall of a trace', () => {
  it('puts each span below its parent, siblings by time', () => {
    const early = span('process ORDER_CREATED', 18, 19, {
      parentId: created.spanId,
      kind: 'consumer',
      service: 'analytics',
    });
    const { rows, start, end } = waterfall(early);
    expect(rows.map((row) => [row.depth, row.span])).toEqual([
      [0, server],
      [1, created],
      [2, early],
      [2, processed],
    ]);
    expect([start, end]).toEqual([BEGAN, BEGAN + 40]);
  });

  it('begins with a span whose parent was never received', () => {
    const orphan = span('POST /orders', 1, 9, { parentId: 'the browser' });
    expect(waterfall(orphan).rows).toContainEqual({ span: orphan, depth: 0, legs: [] });
  });

  it('tells the fate of an event and how many shared its transaction', () => {
    expect(waterfall().rows.at(-1)).toMatchObject({ fate: 'handled', batch: 3 });
  });

  it('tells what an event waited for', () => {
    expect(legs(waterfall().rows, processed)).toEqual([
      ['outbox', 5, 12],
      ['kafka', 12, 15],
      ['wait', 15, 20],
    ]);
  });

  it('goes by the send that brought the event, not by one that failed or came later', () => {
    const again = (start: number, end: number) => ({
      ...sent,
      spanId: `${start}`,
      start: BEGAN + start,
      end: BEGAN + end,
    });
    const { rows } = waterfall(again(6, 8), again(21, 22));
    expect(legs(rows, processed)[1]).toEqual(['kafka', 12, 15]);
  });

  it('has no wait when an event is handled before its sender has the answer', () => {
    const late = { ...sent, end: BEGAN + 25 };
    const { rows } = waterfallOf({ traceId: TRACE_ID, spans: [server, created, processed], batches: [late] });
    expect(legs(rows, processed)).toEqual([
      ['outbox', 5, 12],
      ['kafka', 12, 20],
      ['wait', 20, 20],
    ]);
  });

  it('shows an event that was parked in between', () => {
    const again = {
      ...processed,
      spanId: 'again',
      start: BEGAN + 540,
      end: BEGAN + 550,
      attributes: { 'orderflow.fate': 'handled', 'messaging.delivery.attempt': 2 },
    };
    const { rows } = waterfall(again);
    expect(legs(rows, again)).toEqual([['parked', 40, 540]]);
    expect(rows.at(-1)).toMatchObject({ attempt: 2 });
  });

  it('says where the time went, over all events on the way to the last span', () => {
    const answer = span('create INVENTORY_RESERVED', 30, 31, { parentId: processed.spanId, kind: 'producer' });
    const answered = span('send inventory-events', 41, 43, { traceId: sent.traceId, kind: 'client', links: [answer] });
    const last = span('process INVENTORY_RESERVED', 44, 50, { parentId: answer.spanId, kind: 'consumer' });
    expect(pathOf(waterfall(answer, answered, last))).toEqual({ outbox: 17, kafka: 5, wait: 6, parked: 0, work: 22 });
  });
});
