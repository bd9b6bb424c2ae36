import type { Transaction } from 'kysely';
import type { TransactionTable } from '../payments/transaction.table.js';
import type { PriceTable } from '../prices/price.table.js';

/** The tables of this service's database. */
export interface Tables {
  readonly price: PriceTable;
  readonly transaction: TransactionTable;
}

export type Tx = Transaction<Tables>;
