import { allPages } from '../api/all-pages';
import { listStock, type Stock } from '../api/inventory';
import { listPrices, type Price } from '../api/transactions';

/** An item that can be ordered. */
export interface CatalogueItem {
  readonly itemId: string;
  readonly name: string;
  /** Undefined while inventory does not say. */
  readonly available: number | undefined;
  /** Undefined when it has no price, and an order of it is declined, or while transaction does not say. */
  readonly unitPrice: number | undefined;
  readonly currency: string;
}

/**
 * Stock and prices as one list, sorted by item id; of each at most two thousand. One of the two services may be away: orders
 * are accepted all the same. @throws ApiProblem when both are
 */
export async function loadCatalogue(signal?: AbortSignal): Promise<CatalogueItem[]> {
  const [stock, prices] = await Promise.allSettled([
    allPages((cursor) => listStock({ limit: 100, cursor }), signal),
    allPages((cursor) => listPrices({ limit: 100, cursor }), signal),
  ]);
  if (stock.status === 'rejected' && prices.status === 'rejected') throw stock.reason;
  return catalogueOf(valueOf(stock), valueOf(prices));
}

const valueOf = <Item>(settled: PromiseSettledResult<Item[]>): Item[] =>
  settled.status === 'fulfilled' ? settled.value : [];

export function catalogueOf(stock: readonly Stock[], prices: readonly Price[]): CatalogueItem[] {
  const stockOf = new Map(stock.map((item) => [item.itemId, item]));
  const priceOf = new Map(prices.map((price) => [price.itemId, price]));
  const currency = prices[0]?.currency ?? 'USD';
  const itemIds = (stock.length > 0 ? stock : prices).map(({ itemId }) => itemId);
  return itemIds.map((itemId) => ({
    itemId,
    name: stockOf.get(itemId)?.name ?? priceOf.get(itemId)?.name ?? itemId,
    available: stockOf.get(itemId)?.available,
    unitPrice: priceOf.get(itemId)?.unitPrice,
    currency,
  }));
}
