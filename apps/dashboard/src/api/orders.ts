import { get, post, type Call } from './call';
import { exchange, type Page } from './request';

export const ORDER_STATUSES = ['PENDING', 'RESERVED', 'CONFIRMED', 'REJECTED', 'CANCELLED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type RejectionReason = 'INSUFFICIENT_STOCK' | 'DECLINED' | 'TIMED_OUT';

export interface OrderLine {
  readonly itemId: string;
  readonly quantity: number;
  readonly unitPrice?: number;
}

/** Amounts are decimals, moments RFC 3339. */
export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly statusSince: string;
  readonly createdAt: string;
  readonly items: readonly OrderLine[];
  /** What the customer quoted. */
  readonly totalAmount?: number;
  /** What was charged. */
  readonly total?: number;
  readonly currency?: string;
  readonly transactionId?: string;
  readonly reason?: RejectionReason;
  readonly detail?: string;
  readonly shortages?: readonly { readonly itemId: string; readonly requested: number; readonly available: number }[];
  readonly stockReturnedAt?: string;
  readonly refundedAt?: string;
}

export interface OrderRequest {
  readonly customerId: string;
  readonly items: readonly OrderLine[];
  readonly totalAmount?: number;
}

export interface OrdersQuery {
  readonly customerId?: string;
  readonly status?: OrderStatus | '';
  /** RFC 3339, inclusive. */
  readonly createdFrom?: string;
  /** RFC 3339, exclusive. */
  readonly createdTo?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listOrders = (query: OrdersQuery = {}): Call<Page<Order>> => get('/orders', query);

/** With `waitSeconds` the answer comes as soon as the order is settled. */
export const getOrder = (id: string, waitSeconds?: number): Call<Order> => ({
  ...get<Order>(`/orders/${encodeURIComponent(id)}`),
  ...(waitSeconds !== undefined && { headers: { prefer: `wait=${waitSeconds}` } }),
});

export const cancelOrder = (id: string): Call<Order> => post(`/orders/${encodeURIComponent(id)}/cancel`, {});

export const postOrder = (body: OrderRequest, idempotencyKey: string): Call<Order> =>
  post('/orders', body, { headers: { 'idempotency-key': idempotencyKey } });

export interface Placement {
  readonly order: Order;
  /** An earlier request with the same key had created it. */
  readonly replayed: boolean;
}

/** @throws ApiProblem */
export async function placeOrder(body: OrderRequest, idempotencyKey: string): Promise<Placement> {
  const answer = await exchange(postOrder(body, idempotencyKey));
  return { order: answer.body, replayed: answer.headers.get('idempotency-replayed') === 'true' };
}
