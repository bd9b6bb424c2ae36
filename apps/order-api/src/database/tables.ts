import type { Transaction } from 'kysely';
import type { IdempotencyKeyTable } from '../intake/idempotency-key.table.js';
import type { OrderTable } from '../orders/order.table.js';

/** The tables of the database `orders`. */
export interface Tables {
  readonly orders: OrderTable;
  readonly idempotency_key: IdempotencyKeyTable;
}

export type Tx = Transaction<Tables>;
