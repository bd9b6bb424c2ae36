/** Who wrote a row: each Kafka partition has rows of its own. */
interface Writer {
  readonly topic: string;
  readonly partition: number;
}

interface CounterColumns {
  readonly orders: number;
  readonly confirmed: number;
  readonly rejected_insufficient_stock: number;
  readonly rejected_declined: number;
  readonly rejected_timed_out: number;
  readonly cancelled: number;
  /** Net of refunds. */
  readonly revenue_cents: number;
}

/** The columns of `CounterColumns`. */
export const COUNTERS = [
  'orders',
  'confirmed',
  'rejected_insufficient_stock',
  'rejected_declined',
  'rejected_timed_out',
  'cancelled',
  'revenue_cents',
] as const satisfies readonly (keyof CounterColumns)[];

/** What happened in a minute. */
export interface MinuteRollupTable extends Writer, CounterColumns {
  readonly minute: Date;
}

/** What happened at all. */
export interface TotalRollupTable extends Writer, CounterColumns {
  /** Of any type; it only grows. */
  readonly events: number;
}

/** What was sold of an item, net of refunds. */
export interface ItemRollupTable extends Writer {
  readonly item_id: string;
  readonly units: number;
  readonly revenue_cents: number;
}
