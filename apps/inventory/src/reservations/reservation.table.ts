import type { Line } from '@orderflow/contracts';
import type { ColumnType, Generated } from 'kysely';
import type { ReservationState } from './domain/index.js';

export interface ReservationTable {
  readonly order_id: string;
  /** Null: it was made before this was kept, and only who sees everything sees it. */
  readonly customer_id: string | null;
  readonly state: ReservationState;
  /** jsonb; written as its text. */
  readonly items: ColumnType<Line[], string | undefined, string>;
  readonly updated_at: Generated<Date>;
}
