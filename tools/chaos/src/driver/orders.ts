import { MAX_QUANTITY } from '@orderflow/contracts';
import { type Random } from '../random.js';

interface Line {
  readonly itemId: string;
  readonly quantity: number;
}

/** A request that is repeated with the same key until it is answered. */
export interface PlannedOrder {
  readonly idempotencyKey: string;
  readonly body: { readonly customerId: string; readonly items: readonly Line[]; readonly totalAmount?: number };
  /** Cancelled so long after it was accepted. */
  readonly cancelAfterMs?: number;
  /** A delivery that comes in at the same time. */
  readonly restock?: Line;
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${prefix}-${String(n + 1).padStart(3, '0')}`);

/** Those of the sample data. */
const ITEMS = numbered('ITEM', 20);
export const CUSTOMERS = numbered('CUST', 50);

const TOO_LARGE = 0.03;
const WRONG_QUOTE = 0.03;
const CANCELLED = 0.05;
const LONGEST_SECOND_THOUGHT_MS = 2_000;
/** Twenty orders take some 60 units: what comes in lasts, and now and then an item runs out. */
const RESTOCK_EVERY = 20;
const RESTOCK_UNITS = 70;

/** Orders without end, the same ones for the same seed. */
export function* plannedOrders(random: Random): Generator<PlannedOrder, never> {
  for (let n = 1; ; n += 1) yield plannedOrder(n, random);
}

function plannedOrder(n: number, random: Random): PlannedOrder {
  const items = random.shuffle(ITEMS).slice(0, random.whole(1, 2));
  const tooLarge = random.chance(TOO_LARGE);
  const lines = items.map((itemId) => ({ itemId, quantity: tooLarge ? MAX_QUANTITY : random.whole(1, 3) }));
  const wrongQuote = random.chance(WRONG_QUOTE) && { totalAmount: 0.01 };
  const cancelled = random.chance(CANCELLED) && { cancelAfterMs: random.whole(0, LONGEST_SECOND_THOUGHT_MS) };
  const restocked = n % RESTOCK_EVERY === 0 && { restock: { itemId: random.pick(ITEMS), quantity: RESTOCK_UNITS } };
  return {
    idempotencyKey: `order-${n}`,
    body: { customerId: random.pick(CUSTOMERS), items: lines, ...wrongQuote },
    ...cancelled,
    ...restocked,
  };
}
