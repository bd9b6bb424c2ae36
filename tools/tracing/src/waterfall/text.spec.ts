import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { orderSpans, TRACE_ID } from '../../test/fixtures/order-spans.js';
import { traceNamed } from './order-traces.js';
import { textOf } from './text.js';
import { waterfallOf } from './waterfall.js';

/** Without colours, which depend on where the test runs. */
const lines = (columns: number) =>
  textOf(waterfallOf(traceNamed(orderSpans, TRACE_ID)!), columns).map(stripVTControlCharacters);

describe('a waterfall in the terminal', () => {
  it('is a table with a bar for each span', () => {
    expect(lines(120)).toEqual([
      `Trace ${TRACE_ID}, 2026-01-31T12:00:00.000Z: 3 spans of 2 services in 40.0 ms`,
      '',
      'service    span                     start  took  outbox  Kafka  wait',
      'order-api  POST /orders               0.0  10.0                       ███████',
      'order-api   create ORDER_CREATED      4.0   1.0                         ██',
      'inventory    process ORDER_CREATED   20.0  20.0     7.0    3.0   5.0     ░░░░▒▒···████████████  handled, in a batch of 3',
      '',
      '█ the span   ░ outbox   ▒ Kafka   · wait   ~ parked   (milliseconds)',
      'The way to the last span: outbox 7.0 ms, Kafka 3.0 ms, wait 5.0 ms, at work 25.0 ms',
    ]);
  });

  it('uses a wide terminal to its edge', () => {
    expect(Math.max(...lines(160).map(({ length }) => length))).toBe(160);
  });
});
