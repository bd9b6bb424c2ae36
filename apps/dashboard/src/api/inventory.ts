import { get, post, type Call } from './call';
import type { Page } from './request';

/** Units of an item: initial + restocked = available + reserved + sold. */
export interface Stock {
  readonly itemId: string;
  readonly name: string;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
  readonly initial: number;
  readonly restocked: number;
}

export interface Restock {
  readonly restockId: string;
  readonly itemId: string;
  readonly quantity: number;
  /** Right after it. */
  readonly available: number;
  readonly createdAt: string;
}

export type ReservationState = 'RESERVED' | 'REFUSED' | 'SOLD' | 'RELEASED' | 'RETURNED' | 'CLOSED';

export interface Reservation {
  readonly orderId: string;
  readonly state: ReservationState;
  readonly items: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly updatedAt: string;
}

export const listStock = (query: { readonly limit?: number; readonly cursor?: string } = {}): Call<Page<Stock>> =>
  get('/inventory', query);

export const getStock = (itemId: string): Call<Stock> => get(`/inventory/${encodeURIComponent(itemId)}`);

export const restock = (itemId: string, quantity: number, idempotencyKey: string): Call<Restock> =>
  post(
    `/inventory/${encodeURIComponent(itemId)}/restock`,
    { quantity },
    { headers: { 'idempotency-key': idempotencyKey } },
  );

/** 404 `RESERVATION.NOT_FOUND` while inventory has not seen the order. */
export const getReservation = (orderId: string): Call<Reservation> =>
  get(`/inventory/reservations/${encodeURIComponent(orderId)}`);
