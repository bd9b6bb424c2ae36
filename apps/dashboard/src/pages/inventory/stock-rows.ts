import type { Stock } from '../../api/inventory';
import type { Price } from '../../api/transactions';

export type StockLevel = 'out' | 'low' | 'ok';

/** An item as the page shows it. */
export interface StockRow extends Stock {
  readonly price?: Price;
  readonly level: StockLevel;
  /** In per cent of all units there ever were; together 100, or 0 when there were none. */
  readonly shares: { readonly available: number; readonly reserved: number; readonly sold: number };
}

/** Below this part of all units there ever were, an item is low. */
const LOW = 0.1;

/** The items with their prices; an item that is on no price list has none, and its orders are declined. */
export function stockRowsOf(stock: readonly Stock[], prices: readonly Price[]): StockRow[] {
  const priceOf = new Map(prices.map((price) => [price.itemId, price]));
  return stock.map((item) => ({
    ...item,
    price: priceOf.get(item.itemId),
    level: levelOf(item),
    shares: sharesOf(item),
  }));
}

function levelOf({ available, initial, restocked }: Stock): StockLevel {
  if (available === 0) return 'out';
  return available < LOW * (initial + restocked) ? 'low' : 'ok';
}

function sharesOf({ available, reserved, sold }: Stock): StockRow['shares'] {
  const share = (units: number): number => (units === 0 ? 0 : (100 * units) / (available + reserved + sold));
  return { available: share(available), reserved: share(reserved), sold: share(sold) };
}

export interface StockSearch {
  /** In the id or the name, any case; every word must be found. */
  readonly text: string;
  /** Only what is low or out. */
  readonly lowOnly: boolean;
}

export function found(rows: readonly StockRow[], { text, lowOnly }: StockSearch): StockRow[] {
  const words = text.toLowerCase().split(/\s+/);
  return rows.filter(({ itemId, name, level }) => {
    const where = `${itemId} ${name}`.toLowerCase();
    return (!lowOnly || level !== 'ok') && words.every((word) => where.includes(word));
  });
}
