import type { OrderRequest } from '../api/orders';
import type { CatalogueItem } from './catalogue';
import { quoteOf } from './quote';

const MOST_LINES = 3;
const MOST_UNITS = 2;
const CUSTOMERS = 500;

/**
 * A small order with a right quote: up to three items of two units, of those that are in stock (of all when none is).
 * Undefined when nothing has a price. `random` gives 0 up to, and without, 1.
 */
export function randomOrder(
  catalogue: readonly CatalogueItem[],
  random: () => number = Math.random,
): OrderRequest | undefined {
  const below = (limit: number): number => Math.floor(random() * limit);
  const priced = catalogue.filter(({ unitPrice }) => unitPrice !== undefined);
  const inStock = priced.filter(({ available }) => available === undefined || available >= MOST_UNITS);
  const choice = [...(inStock.length > 0 ? inStock : priced)];
  if (choice.length === 0) return undefined;
  const count = Math.min(choice.length, 1 + below(MOST_LINES));
  const items = Array.from({ length: count }, () => ({
    itemId: choice.splice(below(choice.length), 1)[0]!.itemId,
    quantity: 1 + below(MOST_UNITS),
  }));
  return { customerId: `CUST-${100 + below(CUSTOMERS)}`, items, totalAmount: quoteOf(items, catalogue) };
}
