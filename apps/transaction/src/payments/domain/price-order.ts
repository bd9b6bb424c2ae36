import { DeclineReason, decimalOf, type PricedLine, type QuotedLine } from '@orderflow/contracts';

/** Prices of one unit in whole cents, by item. */
export interface PriceList {
  readonly currency: string;
  readonly prices: ReadonlyMap<string, number>;
}

/** What the customer ordered at the prices that the customer expects; `quotedTotal` in cents. */
export interface Quote {
  readonly items: readonly QuotedLine[];
  readonly quotedTotal?: number;
}

/** What is to be charged; `total` in cents is the sum of quantity × unit price. */
export interface Charge {
  readonly items: readonly PricedLine[];
  readonly total: number;
  readonly currency: string;
}

/** Why nothing is charged; `detail` is a sentence for people, the totals are in cents. */
export interface Decline {
  readonly reason: DeclineReason;
  readonly detail: string;
  readonly quotedTotal?: number;
  /** Absent when an item has no price. */
  readonly computedTotal?: number;
}

export type Pricing =
  { readonly kind: 'priced'; readonly charge: Charge } | { readonly kind: 'declined'; readonly decline: Decline };

/** The price list decides; a quote that disagrees with it declines the order, with a detail that says both figures. */
export function priceOrder({ items, quotedTotal }: Quote, { currency, prices }: PriceList): Pricing {
  const declined = (reason: DeclineReason, detail: string, computedTotal?: number): Pricing => ({
    kind: 'declined',
    decline: { reason, detail, quotedTotal, computedTotal },
  });

  const unpriced = items.find(({ itemId }) => !prices.has(itemId));
  if (unpriced) return declined(DeclineReason.UnpricedItem, `${unpriced.itemId} has no price`);

  const priced = items.map(({ itemId, quantity }) => ({ itemId, quantity, unitPrice: prices.get(itemId)! }));
  const total = priced.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const mismatch =
    items.map(({ itemId, unitPrice }) => mismatchOf(itemId, unitPrice, prices.get(itemId)!)).find(Boolean) ??
    mismatchOf('The order', quotedTotal, total);
  if (mismatch) return declined(DeclineReason.QuoteMismatch, mismatch, total);

  return { kind: 'priced', charge: { items: priced, total, currency } };
}

function mismatchOf(what: string, quoted: number | undefined, actual: number): string | undefined {
  if (quoted === undefined || quoted === actual) return undefined;
  return `${what} was quoted at ${decimalOf(quoted)} but costs ${decimalOf(actual)}`;
}
