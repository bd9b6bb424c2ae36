import type { Line } from '@orderflow/contracts';
import type { ColumnType, Generated } from 'kysely';
import type { ReservationState } from './domain/index.js';

export interface ReservationTable {
  readonly order_id: string;
  readonly state: ReservationState;
  /** jsonb; written as its text. */
  readonly items: ColumnType<Line[], string | undefined, string>;
  readonly updated_at: Generated<Date>;
}
