import { describe, expect, it } from '@jest/globals';
import { drawOrders } from '../orders/draw-orders.js';
import { KINDS } from '../orders/kind.js';
import { type Mix } from '../orders/mix.js';
import { scriptOf, type Step } from '../orders/script.js';
import { Warehouse } from '../orders/warehouse.js';
import { lineOf, parseRecording, withKeysOf } from './lines.js';

const catalogue = [{ itemId: 'PAPER / A4', priceCents: 649, available: 0 }];
const mix = Object.fromEntries(KINDS.map((kind) => [kind, 1])) as Mix;
const steps: Step[] = [
  ...scriptOf(drawOrders({ catalogue, mix, count: 70, seed: 7 }), new Warehouse(catalogue, 100), {
    rate: 100,
    run: 'r1',
  }),
];
const recording = steps.map(lineOf).join('\n');

describe('a recording', () => {
  it('is read as it was written', () => {
    expect(parseRecording(`${recording}\n`, 'f')).toEqual(steps);
  });

  it('is sent again with other keys, and a cancellation still names its order', () => {
    const again = withKeysOf(steps, 'r2');
    expect(again.map(({ headers, order }) => headers['idempotency-key'] ?? order)).toEqual(
      steps.map(({ headers, order }) => (headers['idempotency-key'] ?? order)!.replace('~r1', '~r2')),
    );
    expect(again.map(({ body }) => body)).toEqual(steps.map(({ body }) => body));
  });

  it.each([
    ['no JSON', 'order me a laptop'],
    ['another path', lineOf({ ...steps.at(-1)!, path: '/prices/LAPTOP' })],
    ['another method', lineOf({ ...steps.at(-1)!, method: 'DELETE' as 'POST' })],
    ['no time', '{"kind":"normal","method":"POST","path":"/orders","headers":{"idempotency-key":"a"}}'],
    ['no key', '{"at":1,"kind":"normal","method":"POST","path":"/orders","headers":{}}'],
    ['no order to cancel', '{"at":1,"kind":"cancelled","method":"POST","path":"/orders/{id}/cancel","headers":{}}'],
  ])('is refused with %s', (_what, line) => {
    expect(() => parseRecording(`${lineOf(steps[0]!)}\n${line}`, 'orders.jsonl')).toThrow(
      '--replay orders.jsonl: line 2 is no line of a recording',
    );
  });

  it('is refused when it is empty', () => {
    expect(() => parseRecording('\n', 'orders.jsonl')).toThrow('--replay orders.jsonl: the file is empty');
  });
});
