import { base, en, Faker } from '@faker-js/faker';
import { decimalOf, MAX_QUANTITY } from '@orderflow/contracts';
import { Baskets, type Line } from './basket.js';
import { type CatalogueItem } from './catalogue.js';
import { Customers, DENIED_CUSTOMER } from './customers.js';
import { type Kind, KINDS } from './kind.js';
import { SPOILT } from './malformed.js';
import { countsOf, type Mix } from './mix.js';

/** The body of `POST /orders`. */
export interface OrderBody {
  readonly customerId: string;
  readonly items: readonly (Line & { readonly unitPrice?: number })[];
  readonly totalAmount?: number;
}

export interface DrawnOrder {
  readonly kind: Kind;
  readonly body: unknown;
  /** What it takes from the stock, if only until it is declined or cancelled. */
  readonly takes: readonly Line[];
  /** When the same is sent a second time, in milliseconds after the first. */
  readonly againAfterMs?: number;
  /** When it is cancelled. */
  readonly cancelAfterMs?: number;
}

export interface Draw {
  readonly catalogue: readonly CatalogueItem[];
  readonly mix: Mix;
  readonly count: number;
  readonly seed: number;
}

const QUOTED = 0.8;
/** A double click, or a client that has given up waiting. */
const AGAIN_MS = { min: 20, max: 400 };
const SECOND_THOUGHT_MS = { min: 0, max: 2_000 };
/** Of an item with more than this there might be enough for an order of the largest size, with what is delivered. */
const SCARCE = MAX_QUANTITY / 2;
const NOT_SOLD = 'ITEM-DISCONTINUED';

/** `count` orders, of each kind as the mix asks for. The same draw gives the same orders. */
export function* drawOrders({ catalogue, mix, count, seed }: Draw): Generator<DrawnOrder> {
  const faker = new Faker({ locale: [en, base], seed });
  const prices = new Map(catalogue.map(({ itemId, priceCents }) => [itemId, priceCents]));
  const scarce = catalogue.filter(({ available }) => available < SCARCE).map(({ itemId }) => itemId);
  const customers = new Customers(faker);
  const baskets = new Baskets(catalogue, faker);

  const totalOf = (lines: readonly Line[]) =>
    lines.reduce((sum, { itemId, quantity }) => sum + quantity * prices.get(itemId)!, 0);
  const order = (): { body: OrderBody; takes: readonly Line[] } => {
    const lines = baskets.next();
    const quote = faker.datatype.boolean(QUOTED) && { totalAmount: amountOf(totalOf(lines)) };
    return { body: { customerId: customers.next(), items: lines, ...quote }, takes: lines };
  };

  for (const kind of faker.helpers.shuffle(kindsOf(mix, count))) {
    const { body, takes } = order();
    switch (kind) {
      case 'normal':
        yield { kind, body, takes };
        break;
      case 'insufficient': {
        const itemId = scarce.length > 0 ? faker.helpers.arrayElement(scarce) : NOT_SOLD;
        yield { kind, body: { customerId: body.customerId, items: [{ itemId, quantity: MAX_QUANTITY }] }, takes: [] };
        break;
      }
      case 'wrong-quote':
        yield { kind, body: { ...body, totalAmount: amountOf(outdated(totalOf(takes))) }, takes };
        break;
      case 'declined':
        yield { kind, body: { ...body, customerId: DENIED_CUSTOMER }, takes };
        break;
      case 'cancelled':
        yield { kind, body, takes, cancelAfterMs: faker.number.int(SECOND_THOUGHT_MS) };
        break;
      case 'duplicate':
        yield { kind, body, takes, againAfterMs: faker.number.int(AGAIN_MS) };
        break;
      case 'malformed':
        yield { kind, body: faker.helpers.arrayElement(SPOILT)(body), takes: [] };
        break;
    }
  }
}

function kindsOf(mix: Mix, count: number): Kind[] {
  const counts = countsOf(mix, count);
  return KINDS.flatMap((kind) => Array.from({ length: counts[kind] }, () => kind));
}

/** What it cost before prices rose by a tenth; never what it costs. */
const outdated = (cents: number): number => (cents < 10 ? cents + 1 : Math.round(cents / 1.1));

const amountOf = (cents: number): number => Number(decimalOf(cents));
