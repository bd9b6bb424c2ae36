import type { Transaction } from 'kysely';
import type { EventLogTable } from '../event-log/event-log.table.js';
import type { ItemRollupTable, MinuteRollupTable, TotalRollupTable } from '../rollups/rollup.table.js';

/** The tables of this service's database. */
export interface Tables {
  readonly event_log: EventLogTable;
  readonly minute_rollup: MinuteRollupTable;
  readonly total_rollup: TotalRollupTable;
  readonly item_rollup: ItemRollupTable;
}

export type Tx = Transaction<Tables>;
