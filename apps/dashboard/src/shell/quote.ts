import type { CatalogueItem } from './catalogue';

export interface QuotedLine {
  readonly itemId: string;
  readonly quantity: number;
}

/** What the lines cost by the price list, exact to the cent; undefined when an item has no price. */
export function quoteOf(lines: readonly QuotedLine[], catalogue: readonly CatalogueItem[]): number | undefined {
  let cents = 0;
  for (const { itemId, quantity } of lines) {
    const price = catalogue.find((item) => item.itemId === itemId)?.unitPrice;
    if (price === undefined) return undefined;
    cents += Math.round(price * 100) * quantity;
  }
  return cents / 100;
}
