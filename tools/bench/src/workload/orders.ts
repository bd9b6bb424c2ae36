import { itemId, PRICE_CENTS } from './catalogue.js';

export interface OrderedLine {
  readonly itemId: string;
  readonly quantity: number;
}

/** The body of `POST /orders`. */
export interface OrderRequest {
  readonly customerId: string;
  readonly items: readonly OrderedLine[];
  readonly totalAmount: number;
}

const CUSTOMERS = 10_000;
/** The same for each, so that the stock tells whether every order was counted once, whichever they were. */
export const UNITS_PER_ORDER = 3;

/**
 * The n-th order: the same for every contender and in every run. Two lines, over all items; when `hot`, the first line
 * of every order is the same item.
 */
export function orderRequest(n: number, hot: boolean): OrderRequest {
  const quantity = 1 + (n % 2);
  return {
    customerId: `CUST-${n % CUSTOMERS}`,
    items: [
      { itemId: itemId(hot ? 0 : 2 * n), quantity },
      { itemId: itemId(hot ? 1 + (n % 999) : 2 * n + 1), quantity: UNITS_PER_ORDER - quantity },
    ],
    totalAmount: (UNITS_PER_ORDER * PRICE_CENTS) / 100,
  };
}
