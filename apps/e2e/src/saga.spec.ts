import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOf, expectAgreement, expectRepeatsTolerated, expectSound } from './saga/agreement.js';
import { explore, onTrace } from './saga/explore.js';
import { pendingSteps, surprises } from './saga/steps.js';
import { type Request, type World, worldOf } from './saga/world.js';

const priceList = { currency: 'USD', prices: new Map(Object.entries({ A: 100_000, B: 9_999 })) };
const idOf = (index: number) => `01900000-0000-7000-8000-00000000000${index}`;
const isQuiet = (world: World) => pendingSteps(world, 1).length === 0;

function expectAllWell(world: World, units: ReadonlyMap<string, number>): void {
  expectSound(world, units);
  expectRepeatsTolerated(world);
  if (isQuiet(world)) expectAgreement(world);
}

// The customer may cancel and the deadline may pass at any moment; the provider may approve and refuse.
describe('one order, on every schedule there is', () => {
  it.each([
    {
      name: 'in stock and quoted right',
      units: 2,
      quotedTotal: 200_000,
      ends: [
        'CANCELLED RELEASED DECLINED',
        'CANCELLED RELEASED REFUNDED',
        'CANCELLED RELEASED VOID',
        'CANCELLED RETURNED REFUNDED',
        'CONFIRMED SOLD PROCESSED',
        'REJECTED RELEASED DECLINED',
        'REJECTED RELEASED REFUNDED',
        'REJECTED RELEASED VOID',
      ],
    },
    {
      name: 'quoted wrong',
      units: 2,
      quotedTotal: 1,
      ends: [
        'CANCELLED RELEASED DECLINED',
        'CANCELLED RELEASED VOID',
        'REJECTED RELEASED DECLINED',
        'REJECTED RELEASED VOID',
      ],
    },
    {
      name: 'out of stock',
      units: 1,
      quotedTotal: 200_000,
      ends: ['CANCELLED REFUSED VOID', 'REJECTED REFUSED NEW', 'REJECTED REFUSED VOID'],
    },
  ])('$name', ({ units, quotedTotal, ends }) => {
    const stock = new Map([['A', units]]);
    const order = { id: idOf(0), customerId: 'CUST-1', items: [{ itemId: 'A', quantity: 2 }], quotedTotal };
    const moments = explore(worldOf(stock, priceList, [order]));
    for (const { world, trace } of moments) onTrace(trace, () => expectAllWell(world, stock));
    const quiet = moments.map(({ world }) => world).filter(isQuiet);
    expect([...new Set(quiet.map((world) => endOf(world, order.id)))].sort()).toEqual(ends);
  });
});

describe('several orders that compete for stock', () => {
  const quantity = fc.integer({ min: 1, max: 3 });
  const items = fc.oneof(
    fc.record({ A: quantity }, { requiredKeys: ['A'] }),
    fc.record({ B: quantity, A: quantity }, { requiredKeys: ['B'] }),
  );
  const story = fc.record({
    items: items.map((lines) => Object.entries(lines).map(([itemId, quantity]) => ({ itemId, quantity }))),
    quotedTotal: fc.option(fc.constant(1), { freq: 4, nil: undefined }),
    /** Whether the customer may cancel, and the deadline pass, while the rest goes on. */
    surprising: fc.boolean(),
  });
  const stories = fc.array(story, { minLength: 1, maxLength: 6 });
  const stock = fc.record({ A: fc.nat(6), B: fc.nat(6) }).map((units) => new Map(Object.entries(units)));

  it('end in agreement, on any schedule, in batches of any size', () => {
    fc.assert(
      fc.property(stories, stock, fc.infiniteStream(fc.nat()), (stories, units, choices) => {
        const orders = stories.map(({ items, quotedTotal }, index): Request => ({
          id: idOf(index),
          customerId: 'CUST-1',
          items,
          quotedTotal,
        }));
        const surprised = orders.filter((_, index) => stories[index]!.surprising).map(({ id }) => id);
        const trace: string[] = [];
        let world = worldOf(units, priceList, orders);
        while (!isQuiet(world)) {
          const steps = [...pendingSteps(world, 3), ...surprised.flatMap((id) => surprises(world, id))];
          const { name, take } = steps[choices.next().value! % steps.length]!;
          trace.push(name);
          world = take();
          onTrace(trace, () => expectAllWell(world, units));
        }
      }),
      { numRuns: 100 },
    );
  });
});
