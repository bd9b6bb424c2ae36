import type { Call } from '../../api/call';
import { listStock } from '../../api/inventory';
import { request, type Page } from '../../api/request';
import { listPrices } from '../../api/transactions';
import { useResource } from '../../api/use-resource';
import { useLiveReload } from '../../live/use-live-reload';
import { stockRowsOf } from './stock-rows';

const PAGE = 100;
/** A bound on what the page shows, and so on what it costs. */
const MOST_PAGES = 20;
const RELOAD_MS = 2_000;
const CHANGES_STOCK = ['INVENTORY_RESERVED', 'INVENTORY_RELEASED', 'ORDER_CONFIRMED'];

/** All items with their prices; the stock is read again when live events change it, every two seconds at most. */
export function useStock() {
  const stock = useResource((signal) => allOf((cursor) => listStock({ limit: PAGE, cursor }), signal), []);
  const prices = useResource((signal) => allOf((cursor) => listPrices({ limit: PAGE, cursor }), signal), []);
  useLiveReload(({ byType }) => CHANGES_STOCK.some((type) => (byType[type] ?? 0) > 0), stock.reload, RELOAD_MS);
  return { stock, prices, rows: stock.data && stockRowsOf(stock.data, prices.data ?? []) };
}

async function allOf<Item>(callOf: (cursor?: string) => Call<Page<Item>>, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items: more, nextCursor } = await request(callOf(cursor), signal);
    items.push(...more);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return items;
}
