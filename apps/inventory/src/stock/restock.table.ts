import type { Generated } from 'kysely';

/** The ledger of restocks: one row each, never changed. */
export interface RestockTable {
  readonly id: string;
  readonly item_id: string;
  readonly idempotency_key: string;
  readonly quantity: number;
  /** The units available right after it. */
  readonly available: number;
  readonly created_at: Generated<Date>;
}
