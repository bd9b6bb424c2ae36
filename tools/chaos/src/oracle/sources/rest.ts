import type { Order, StockLevel, Summary } from '../observed.js';

const PAGE = 100;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string | null;
}

interface OrderView extends Pick<Order, 'id' | 'status' | 'items' | 'reason'> {
  readonly total?: number;
  readonly stockReturnedAt?: string;
  readonly refundedAt?: string;
}

/** Every order, page by page. */
export async function readOrders(baseUrl: string): Promise<Order[]> {
  const orders = await readPages<OrderView>(`${baseUrl}/orders`);
  return orders.map(({ total, stockReturnedAt, refundedAt, ...order }) => ({
    ...order,
    totalCents: total === undefined ? undefined : centsOf(total),
    stockReturned: stockReturnedAt !== undefined,
    refunded: refundedAt !== undefined,
  }));
}

export const readStock = (baseUrl: string): Promise<StockLevel[]> => readPages<StockLevel>(`${baseUrl}/inventory`);

export async function readSummary(baseUrl: string): Promise<Summary> {
  type View = Omit<Summary, 'revenueCents'> & { readonly revenue: number };
  const { events, orders, confirmed, rejectedByReason, cancelled, revenue } = await get<View>(
    `${baseUrl}/analytics/summary`,
  );
  return { events, orders, confirmed, rejectedByReason, cancelled, revenueCents: centsOf(revenue) };
}

export async function readUnitsCounted(baseUrl: string): Promise<Map<string, number>> {
  type View = { readonly itemId: string; readonly units: number };
  const { items } = await get<Page<View>>(`${baseUrl}/analytics/top-items?limit=${PAGE}`);
  return new Map(items.map(({ itemId, units }) => [itemId, units]));
}

async function readPages<Item>(url: string): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor && { cursor }) });
    const page = await get<Page<Item>>(`${url}?${query.toString()}`);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

async function get<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url} answers ${response.status}`);
  return (await response.json()) as Body;
}

const centsOf = (amount: number): number => Math.round(amount * 100);
