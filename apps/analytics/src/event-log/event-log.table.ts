import type { ColumnType, Generated } from 'kysely';

/** Every event, once, as it came. */
export interface EventLogTable {
  readonly ingested_at: Generated<Date>;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly ce_id: string;
  readonly source: string;
  readonly type: string;
  /** Of its contract. */
  readonly version: number;
  readonly order_id: string;
  /** When it happened, by its producer's clock. */
  readonly event_time: Date;
  readonly correlation_id: string | null;
  /** json; written as its text. */
  readonly data: ColumnType<object, string, never>;
}
