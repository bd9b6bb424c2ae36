import type { ProviderAnswer, Transaction } from '../domain/index.js';

/** The money of one order; `amount` in whole cents. The order id is the idempotency key: an order is charged once. */
export interface Payment {
  readonly orderId: string;
  readonly customerId: string;
  readonly amount: number;
  readonly currency: string;
}

/**
 * Decides at once and without a side effect, within the transaction of the batch that asks. What it throws rolls that
 * back: the batch is halved until the payment that failed is alone, and only its event is parked, or dead.
 */
export interface ImmediateProvider {
  readonly kind: 'immediate';
  charge(payment: Payment): ProviderAnswer;
  refund(payment: Payment): void;
}

/**
 * A third party, asked by a worker and never inside a transaction. It may be asked again, also after it has answered
 * (the answer can be lost), and must then answer the same without moving money twice. Rejects when there is no answer yet.
 */
export interface RemoteProvider {
  readonly kind: 'remote';
  charge(payment: Payment): Promise<ProviderAnswer>;
  refund(payment: Payment): Promise<void>;
}

export type PaymentProvider = ImmediateProvider | RemoteProvider;

export const PAYMENT_PROVIDER = Symbol('PAYMENT_PROVIDER');

/** What a transaction that came to CHARGING moves. */
export function paymentOf({ orderId, customerId, charge }: Transaction): Payment {
  if (!charge) throw new Error(`The transaction of order ${orderId} has no amount to charge`);
  return { orderId, customerId, amount: charge.total, currency: charge.currency };
}
