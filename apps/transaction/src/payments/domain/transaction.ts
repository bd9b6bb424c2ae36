import type { Charge, Decline } from './price-order.js';

export const TransactionState = {
  /** Nothing is decided yet. */
  New: 'NEW',
  /** The provider is asked; its answer is due. */
  Charging: 'CHARGING',
  Processed: 'PROCESSED',
  Declined: 'DECLINED',
  /** The order ended before anything was charged: it never will be. */
  Void: 'VOID',
  Refunded: 'REFUNDED',
} as const;
export type TransactionState = (typeof TransactionState)[keyof typeof TransactionState];

/** The payment of one order. */
export interface Transaction {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly state: TransactionState;
  /** The order ended while the provider was asked: a charge that succeeds goes back at once. */
  readonly voidRequested: boolean;
  /** Set from CHARGING on. */
  readonly charge?: Charge;
  /** Set when DECLINED. */
  readonly decline?: Decline;
}

/** The transaction of an order of which nothing is known. */
export function newTransaction(identity: Pick<Transaction, 'id' | 'orderId' | 'customerId'>): Transaction {
  return { ...identity, state: TransactionState.New, voidRequested: false };
}
