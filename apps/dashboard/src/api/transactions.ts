import { get, type Call } from './call';
import type { Page } from './request';

export type TransactionStatus = 'CHARGING' | 'PROCESSED' | 'DECLINED' | 'REFUNDED' | 'VOID';

/** The payment of one order. */
export interface Transaction {
  readonly orderId: string;
  readonly transactionId: string;
  readonly customerId: string;
  readonly status: TransactionStatus;
  readonly items?: readonly { readonly itemId: string; readonly quantity: number; readonly unitPrice: number }[];
  readonly total?: number;
  readonly currency?: string;
  readonly decline?: {
    readonly reason: 'QUOTE_MISMATCH' | 'UNPRICED_ITEM' | 'PAYMENT_REFUSED';
    readonly detail: string;
    readonly quotedTotal?: number;
    readonly computedTotal?: number;
  };
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Price {
  readonly itemId: string;
  readonly name: string | null;
  readonly unitPrice: number;
  readonly currency: string;
  readonly updatedAt: string;
}

export const getTransaction = (orderId: string): Call<Transaction> =>
  get(`/transactions/${encodeURIComponent(orderId)}`);

export const listPrices = (query: { readonly limit?: number; readonly cursor?: string } = {}): Call<Page<Price>> =>
  get('/prices', query);
