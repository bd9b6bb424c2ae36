import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawOrders, type DrawnOrder } from './draw-orders.js';
import { KINDS } from './kind.js';
import { type Mix, USUAL_MIX } from './mix.js';
import { rekeyed, scriptOf } from './script.js';
import { Warehouse } from './warehouse.js';

const catalogue = [
  { itemId: 'PAPER', priceCents: 649, available: 1_000 },
  { itemId: 'LAPTOP', priceCents: 99_999, available: 500 },
];
const pace = { rate: 50, run: 'r1' };
const everyKind: Mix = Object.fromEntries(KINDS.map((kind) => [kind, 1])) as Mix;
const script = (orders: Iterable<DrawnOrder>, { rate, run } = pace) => [
  ...scriptOf(orders, new Warehouse(catalogue, rate), { rate, run }),
];
const drawn = (count: number, mix = USUAL_MIX, seed = 7) => drawOrders({ catalogue, mix, count, seed });
const order = { kind: 'normal', body: {}, takes: [] } as const satisfies DrawnOrder;

describe('a script', () => {
  it('sends at an even pace', () => {
    expect(script([order, order, order]).map(({ at }) => at)).toEqual([0, 20, 40]);
  });

  it('is in the order of time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 100 }), (seed, count) => {
        const times = script(drawn(count, everyKind, seed)).map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
      { numRuns: 15 },
    );
  });

  it('sends a duplicate again with its key', () => {
    const [first, again] = script([{ ...order, kind: 'duplicate', againAfterMs: 300 }]);
    expect(again).toEqual({ ...first, at: 300 });
  });

  it('cancels the order of the key, while others go on', () => {
    const steps = script([{ ...order, kind: 'cancelled', cancelAfterMs: 30 }, order, order]);
    expect(steps.map(({ at, path }) => `${at} ${path}`)).toEqual([
      '0 /orders',
      '20 /orders',
      '30 /orders/{id}/cancel',
      '40 /orders',
    ]);
    expect(steps[2]!.order).toBe(steps[0]!.headers['idempotency-key']);
  });

  it('gives each order a key of its own, that ends with the run', () => {
    const placing = script(drawn(100, { ...USUAL_MIX, duplicate: 0 })).filter(({ path }) => path === '/orders');
    const keys = placing.map(({ headers }) => headers['idempotency-key']!);
    expect(new Set(keys).size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^order-\d+~r1$/);
  });

  it('waits for the deliveries that have to come first', () => {
    const empty = new Warehouse([{ ...catalogue[0]!, available: 0 }], 50);
    const [delivery, first] = [...scriptOf([order], empty, pace)];
    expect(delivery).toMatchObject({ at: 0, kind: 'delivery', path: '/inventory/PAPER/restock' });
    expect(first).toMatchObject({ at: 500, path: '/orders' });
  });
});

describe('a warehouse', () => {
  it('never runs out: what is delivered comes before what is ordered', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 300 }), fc.nat(50), (seed, rate, available) => {
        const items = catalogue.map((item) => ({ ...item, available }));
        const left = new Map(items.map(({ itemId }) => [itemId, available]));
        const orders = [...drawOrders({ catalogue: items, mix: everyKind, count: 150, seed })];
        let lowest = 0;
        const takes = new Map(orders.map(({ body, takes: lines }) => [body, lines]));
        for (const { kind, path, body } of scriptOf(orders, new Warehouse(items, rate), { rate, run: 'r1' })) {
          if (kind === 'delivery') {
            const itemId = path.split('/')[2]!;
            left.set(itemId, left.get(itemId)! + (body as { quantity: number }).quantity);
          } else if (kind !== 'duplicate') {
            for (const { itemId, quantity } of takes.get(body) ?? []) left.set(itemId, left.get(itemId)! - quantity);
          }
          lowest = Math.min(lowest, ...left.values());
        }
        expect(lowest).toBe(0);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a key of another run', () => {
  it('is the same but for the run', () => {
    expect(rekeyed('order-17~r1', 'r2')).toBe('order-17~r2');
    expect(rekeyed(rekeyed('order-17~r1', 'r2'), 'r1')).toBe('order-17~r1');
    expect(rekeyed('mine', 'r2')).toBe('mine~r2');
  });
});
