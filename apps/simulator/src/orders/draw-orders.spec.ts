import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CatalogueItem } from './catalogue.js';
import { type DrawnOrder, drawOrders, type OrderBody } from './draw-orders.js';
import { type Kind, KINDS } from './kind.js';
import { type Mix, USUAL_MIX } from './mix.js';

const catalogue: readonly CatalogueItem[] = [
  { itemId: 'PAPER', priceCents: 649, available: 1_000 },
  { itemId: 'MOUSE', priceCents: 3_990, available: 300 },
  { itemId: 'LAPTOP', priceCents: 99_999, available: 50 },
  { itemId: 'RACK', priceCents: 249_900, available: 10 },
];
const draw = (seed: number, count = 400, mix: Mix = USUAL_MIX, items = catalogue) => [
  ...drawOrders({ catalogue: items, mix, count, seed }),
];
const only = (kind: Kind): Mix => ({ ...(Object.fromEntries(KINDS.map((one) => [one, 0])) as Mix), [kind]: 1 });
const bodyOf = ({ body }: DrawnOrder) => body as OrderBody;
const costOf = ({ items }: OrderBody) =>
  items.reduce(
    (sum, { itemId, quantity }) => sum + quantity * catalogue.find((one) => one.itemId === itemId)!.priceCents,
    0,
  );

describe('the orders of a seed', () => {
  it('are the same ones each time, and others for another seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(60), (seed, count) => {
        expect(draw(seed, count)).toEqual(draw(seed, count));
      }),
      { numRuns: 20 },
    );
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('do not depend on what is in stock', () => {
    const sold = catalogue.map((item) => ({ ...item, available: 0 }));
    expect(draw(7, 400, USUAL_MIX, sold)).toEqual(draw(7));
  });

  it('are of each kind as often as the mix says, in no order', () => {
    const kinds = draw(7, 1_000).map(({ kind }) => kind);
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, kinds.filter((one) => one === kind).length]));
    expect(counts).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, USUAL_MIX[kind] * 10])));
    expect(new Set(kinds.slice(0, 100)).size).toBeGreaterThan(3);
  });

  it('take popular items more often, and customers come again', () => {
    const orders = draw(7, 1_000, only('normal'));
    const timesOf = (itemId: string) =>
      orders.filter(({ takes }) => takes.some((line) => line.itemId === itemId)).length;
    expect(timesOf('PAPER')).toBeGreaterThan(timesOf('LAPTOP'));
    expect(timesOf('LAPTOP')).toBeGreaterThan(timesOf('RACK'));
    const customers = orders.map((order) => bodyOf(order).customerId);
    expect(new Set(customers).size).toBeLessThan(201);
    expect(new Set(customers).size).toBeGreaterThan(50);
  });
});

describe('a drawn order', () => {
  it('quotes what it costs when it is normal', () => {
    const quotes = draw(7, 200, only('normal'))
      .map(bodyOf)
      .filter(({ totalAmount }) => totalAmount !== undefined);
    expect(quotes.length).toBeGreaterThan(100);
    for (const body of quotes) expect(Math.round(body.totalAmount! * 100)).toBe(costOf(body));
  });

  it('never quotes what it costs when its quote is to be wrong, however little that is', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(), (priceCents, seed) => {
        const items = [{ itemId: 'ONE', priceCents, available: 9 }];
        const [order] = draw(seed, 1, only('wrong-quote'), items);
        const { items: lines, totalAmount } = bodyOf(order!);
        expect(Math.round(totalAmount! * 100)).not.toBe(lines[0]!.quantity * priceCents);
      }),
    );
  });

  it('wants more than there can be when it is to be short, and takes nothing from the stock', () => {
    for (const order of draw(7, 50, only('insufficient'))) {
      expect(bodyOf(order).items[0]!.quantity).toBe(10_000);
      expect(order.takes).toEqual([]);
    }
  });

  it('is for an item that nobody sells when there is enough of all', () => {
    const plenty = catalogue.map((item) => ({ ...item, available: 1_000_000 }));
    const [order] = draw(7, 1, only('insufficient'), plenty);
    expect(bodyOf(order!).items[0]!.itemId).toBe('ITEM-DISCONTINUED');
  });

  it('is of the customer that the payment provider denies when it is to be declined', () => {
    expect(bodyOf(draw(7, 1, only('declined'))[0]!).customerId).toBe('CUST-DENIED');
  });

  it('is sent again when it is a duplicate, and cancelled when it is to be', () => {
    expect(draw(7, 1, only('duplicate'))[0]!.againAfterMs).toBeGreaterThan(0);
    expect(draw(7, 1, only('cancelled'))[0]!.cancelAfterMs).toBeGreaterThanOrEqual(0);
  });

  it('never has an item twice, unless it is malformed', () => {
    for (const order of draw(7, 500, { ...USUAL_MIX, malformed: 0 })) {
      const ids = bodyOf(order).items.map(({ itemId }) => itemId);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
