import { type DrawnOrder } from './draw-orders.js';
import { type Line } from './basket.js';
import { type Kind } from './kind.js';
import { type Warehouse } from './warehouse.js';

/** A request of a run; also what a line of a recording holds. */
export interface Step {
  /** When it is due, in milliseconds since the start. */
  readonly at: number;
  readonly kind: Kind | 'delivery';
  readonly method: 'POST';
  /** With `{id}` where the id of the order `order` goes. */
  readonly path: string;
  readonly headers: { readonly 'idempotency-key'?: string };
  /** Text is sent as it is, all else as JSON. */
  readonly body: unknown;
  /** Of a cancellation: the Idempotency-Key of the order. */
  readonly order?: string;
}

export const ORDERS_PATH = '/orders';
export const CANCEL_PATH = '/orders/{id}/cancel';

/** The first orders wait so long for the deliveries that are sent before them. */
const OPENING_MS = 500;

export interface Pace {
  /** Orders a second. */
  readonly rate: number;
  /** Ends each Idempotency-Key: what tells this run's keys from another's. */
  readonly run: string;
}

/** The orders at an even pace, with all that follows from each, by the time at which it is due. */
export function* scriptOf(orders: Iterable<DrawnOrder>, warehouse: Warehouse, { rate, run }: Pace): Generator<Step> {
  const opening = warehouse.opening();
  const start = opening.length > 0 ? OPENING_MS : 0;
  let deliveries = 0;
  const deliver = (at: number, lines: readonly Line[]) =>
    lines.map((line) => delivery(at, line, keyOf(`delivery-${(deliveries += 1)}`, run)));

  yield* deliver(0, opening);
  let later: Step[] = [];
  let n = 0;
  for (const order of orders) {
    const at = start + (n * 1_000) / rate;
    const dueBefore = later.filter((step) => step.at <= at);
    if (dueBefore.length > 0) later = later.filter((step) => step.at > at);
    yield* dueBefore.toSorted(byTime);
    yield* deliver(at, warehouse.take(order.takes));
    const [first, ...others] = stepsOf(order, at, keyOf(`order-${(n += 1)}`, run));
    yield first!;
    later.push(...others);
  }
  yield* later.toSorted(byTime);
}

/** The key under another run's name: the request is a new one. */
export const rekeyed = (key: string, run: string): string => keyOf(key.replace(/~[^~]*$/, ''), run);

const keyOf = (name: string, run: string): string => `${name}~${run}`;

const byTime = (a: Step, b: Step): number => a.at - b.at;

function stepsOf({ kind, body, againAfterMs, cancelAfterMs }: DrawnOrder, at: number, key: string): Step[] {
  const placing: Step = { at, kind, method: 'POST', path: ORDERS_PATH, headers: { 'idempotency-key': key }, body };
  const again = againAfterMs === undefined ? [] : [{ ...placing, at: at + againAfterMs }];
  const cancelling =
    cancelAfterMs === undefined
      ? []
      : [{ ...placing, at: at + cancelAfterMs, path: CANCEL_PATH, headers: {}, body: {}, order: key }];
  return [placing, ...again, ...cancelling];
}

const delivery = (at: number, { itemId, quantity }: Line, key: string): Step => ({
  at,
  kind: 'delivery',
  method: 'POST',
  path: `/inventory/${encodeURIComponent(itemId)}/restock`,
  headers: { 'idempotency-key': key },
  body: { quantity },
});
