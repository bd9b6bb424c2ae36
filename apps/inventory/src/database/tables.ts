import type { Transaction } from 'kysely';
import type { ReservationTable } from '../reservations/reservation.table.js';
import type { RestockTable } from '../stock/restock.table.js';
import type { StockTable } from '../stock/stock.table.js';

/** The tables of this service's database. */
export interface Tables {
  readonly stock: StockTable;
  readonly restock: RestockTable;
  readonly reservation: ReservationTable;
}

export type Tx = Transaction<Tables>;
