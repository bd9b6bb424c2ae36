import type { OrderRequest } from '../api/orders';
import type { CatalogueItem } from './catalogue';

/** A line as it is typed. */
export interface DraftLine {
  /** Tells lines apart, also when their items change. */
  readonly key: number;
  readonly itemId: string;
  readonly quantity: string;
}

/** One unit of the first item in stock; no line when there are no items. */
export const firstLine = (catalogue: readonly CatalogueItem[]): DraftLine[] => addLine([], catalogue);

/** With one unit of the next item that is in no line: one that is not known to be out of stock, if there is such an item. */
export function addLine(lines: readonly DraftLine[], catalogue: readonly CatalogueItem[]): DraftLine[] {
  const free = catalogue.filter(({ itemId }) => !lines.some((line) => line.itemId === itemId));
  const item = free.find(({ available }) => available !== 0) ?? free[0];
  if (!item) return [...lines];
  const key = Math.max(0, ...lines.map((line) => line.key)) + 1;
  return [...lines, { key, itemId: item.itemId, quantity: '1' }];
}

/** What is sent; an empty quote is none. What is wrong with it the server says. */
export function orderRequestOf(customerId: string, lines: readonly DraftLine[], quote: string): OrderRequest {
  return {
    customerId: customerId.trim(),
    items: lines.map(({ itemId, quantity }) => ({ itemId, quantity: Number(quantity) })),
    ...(quote.trim() !== '' && { totalAmount: Number(quote) }),
  };
}
