/** What the shop sells: each item with its price, and the stock there was at the start. */
export interface CatalogueItem {
  readonly itemId: string;
  readonly priceCents: number;
  /** Units. */
  readonly available: number;
}

/** How often each item is ordered beside the others: cheap ones most. The shares add up to 1. */
export function popularityOf(catalogue: readonly CatalogueItem[]): ReadonlyMap<string, number> {
  const ranked = catalogue.toSorted((a, b) => a.priceCents - b.priceCents || (a.itemId < b.itemId ? -1 : 1));
  const weights = skewed(ranked);
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return new Map(weights.map(({ value, weight }) => [value.itemId, weight / sum]));
}

/** Zipf's law: the second is chosen half as often as the first, the third a third as often, and so on. */
export function skewed<Value>(ranked: readonly Value[]): { readonly weight: number; readonly value: Value }[] {
  return ranked.map((value, rank) => ({ weight: 1 / (rank + 1), value }));
}
