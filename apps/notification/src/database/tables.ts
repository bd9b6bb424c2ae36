import type { Transaction } from 'kysely';
import type { NotificationTable } from '../notifications/notification.table.js';

/** The tables of this service's database. */
export interface Tables {
  readonly notification: NotificationTable;
}

export type Tx = Transaction<Tables>;
