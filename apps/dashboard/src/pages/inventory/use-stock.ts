import { allPages } from '../../api/all-pages';
import { listStock } from '../../api/inventory';
import { listPrices } from '../../api/transactions';
import { useResource } from '../../api/use-resource';
import { useLiveReload } from '../../live/use-live-reload';
import { stockRowsOf } from './stock-rows';

const PAGE = 100;
const RELOAD_MS = 2_000;
const CHANGES_STOCK = ['INVENTORY_RESERVED', 'INVENTORY_RELEASED', 'ORDER_CONFIRMED'];

/** All items with their prices; the stock is read again when live events change it, every two seconds at most. */
export function useStock() {
  const stock = useResource((signal) => allPages((cursor) => listStock({ limit: PAGE, cursor }), signal), []);
  const prices = useResource((signal) => allPages((cursor) => listPrices({ limit: PAGE, cursor }), signal), []);
  useLiveReload(({ byType }) => CHANGES_STOCK.some((type) => (byType[type] ?? 0) > 0), stock.reload, RELOAD_MS);
  return { stock, prices, rows: stock.data && stockRowsOf(stock.data, prices.data ?? []) };
}
