import type { DeclineReason, PricedLine } from '@orderflow/contracts';
import type { Generated } from 'kysely';
import type { TransactionState } from './domain/index.js';

/** The payment of one order; amounts in whole cents. */
export interface TransactionTable {
  readonly order_id: string;
  readonly id: string;
  readonly customer_id: string;
  readonly state: TransactionState;
  readonly void_requested: Generated<boolean>;
  /** What is charged; with `total` and `currency`, set from CHARGING on. */
  readonly items: PricedLine[] | null;
  readonly total: number | null;
  readonly currency: string | null;
  /** Set when DECLINED, with a detail; the totals as far as they are known. */
  readonly decline_reason: DeclineReason | null;
  readonly decline_detail: string | null;
  readonly quoted_total: number | null;
  readonly computed_total: number | null;
  /** When to ask the remote provider for the charge (CHARGING) or the refund (REFUNDED); null: nothing to ask. */
  readonly ask_at: Date | null;
  /** How often it was asked. */
  readonly attempts: Generated<number>;
  readonly created_at: Generated<Date>;
  readonly updated_at: Generated<Date>;
}
