import type { QuotedLine, RejectionReason, Shortage } from '@orderflow/contracts';
import type { Charge, Order, OrderStatus, Rejection } from './domain/index.js';

/** An order, from its acceptance on. Amounts are whole cents. */
export interface OrderTable {
  readonly id: string;
  readonly customer_id: string;
  readonly items: QuotedLine[];
  /** The total that the customer expects. */
  readonly quoted_total: number | null;
  readonly status: OrderStatus;
  readonly status_since: Date;
  readonly created_at: Date;
  /** These three: set when the order is charged. */
  readonly transaction_id: string | null;
  readonly total: number | null;
  readonly currency: string | null;
  /** These three: set when the order is rejected. */
  readonly rejection_reason: RejectionReason | null;
  readonly rejection_detail: string | null;
  readonly shortages: Shortage[] | null;
  readonly stock_returned_at: Date | null;
  readonly refunded_at: Date | null;
}

/** An order with what no rule needs to know: what was ordered, and when. */
export interface StoredOrder extends Order {
  readonly items: readonly QuotedLine[];
  readonly quotedTotal?: number;
  readonly createdAt: Date;
}

export function orderOf(row: OrderTable): StoredOrder {
  return {
    id: row.id,
    customerId: row.customer_id,
    items: row.items,
    quotedTotal: row.quoted_total ?? undefined,
    createdAt: row.created_at,
    status: row.status,
    statusSince: row.status_since,
    charge: chargeOf(row),
    rejection: rejectionOf(row),
    stockReturnedAt: row.stock_returned_at ?? undefined,
    refundedAt: row.refunded_at ?? undefined,
  };
}

function chargeOf({ transaction_id: transactionId, total, currency }: OrderTable): Charge | undefined {
  return transactionId === null ? undefined : { transactionId, total: total!, currency: currency! };
}

function rejectionOf(row: OrderTable): Rejection | undefined {
  const { rejection_reason: reason, rejection_detail: detail, shortages } = row;
  return reason === null ? undefined : { reason, detail: detail!, ...(shortages && { shortages }) };
}
