import { describe, expect, it } from '@jest/globals';
import {
  chunk,
  ORDER_ID,
  orderSpans,
  processed,
  sent,
  server,
  span,
  TRACE_ID,
} from '../../test/fixtures/order-spans.js';
import { traceNamed, tracesOfOrder } from './order-traces.js';

describe('the traces of an order', () => {
  it('have the request above its events, and the batches that link to them', () => {
    const [trace, ...others] = tracesOfOrder(orderSpans, ORDER_ID);
    expect(others).toEqual([]);
    expect(trace!.traceId).toBe(TRACE_ID);
    expect(trace!.spans).toContain(server);
    expect(new Set(trace!.batches)).toEqual(new Set([chunk, sent]));
  });

  it('are one for each request that changed it, oldest first', () => {
    const cancel = 'f'.repeat(32);
    const cancelled = span('create ORDER_CANCELLED', 90, 91, {
      ...processed,
      traceId: cancel,
      spanId: 'x',
      start: 9e12,
    });
    const traces = tracesOfOrder([cancelled, ...orderSpans], ORDER_ID);
    expect(traces.map(({ traceId }) => traceId)).toEqual([TRACE_ID, cancel]);
  });

  it('are none for an order that no span names', () => {
    expect(tracesOfOrder(orderSpans, 'another')).toEqual([]);
    expect(traceNamed(orderSpans, '0'.repeat(32))).toBeUndefined();
  });
});
