import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { Counters, ItemChange } from '../rollups/domain/index.js';
import type { Span } from './span.js';

/** `events` counts those of any type, so it tells one summary from the next. */
export interface Totals extends Counters {
  readonly events: number;
}

export interface Bucket extends Counters {
  readonly start: Date;
}

@Injectable()
export class ReportRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /** Reads a row per Kafka partition, however many events there were. */
  async totals(): Promise<Totals> {
    const { rows } = await sql<Totals>`
      SELECT coalesce(sum(events), 0)::bigint AS events, ${summedCounters} FROM total_rollup`.execute(this.db);
    return rows[0]!;
  }

  /** Every bucket of the span, in order of time, also one in which nothing happened. */
  async series({ from, to, stepMs }: Span): Promise<Bucket[]> {
    const step = sql`${stepMs}::float8 * interval '1 millisecond'`;
    const { rows } = await sql<Bucket>`
      SELECT bucket.start, ${summedCounters}
      FROM generate_series(${from}::timestamptz, ${to}::timestamptz - ${step}, ${step}) AS bucket (start)
      LEFT JOIN minute_rollup ON minute >= bucket.start AND minute < bucket.start + ${step}
      GROUP BY bucket.start ORDER BY bucket.start`.execute(this.db);
    return rows;
  }

  /** The items that brought in most; one that came back altogether is not among them. */
  async topItems(limit: number): Promise<ItemChange[]> {
    const { rows } = await sql<ItemChange>`
      SELECT item_id AS "itemId", sum(units)::bigint AS units, sum(revenue_cents)::bigint AS "revenueCents"
      FROM item_rollup GROUP BY item_id HAVING sum(units) > 0
      ORDER BY "revenueCents" DESC, item_id LIMIT ${limit}`.execute(this.db);
    return rows;
  }
}

const COLUMNS: Readonly<Record<keyof Counters, string>> = {
  orders: 'orders',
  confirmed: 'confirmed',
  rejectedInsufficientStock: 'rejected_insufficient_stock',
  rejectedDeclined: 'rejected_declined',
  rejectedTimedOut: 'rejected_timed_out',
  cancelled: 'cancelled',
  revenueCents: 'revenue_cents',
};

const summedCounters = sql.join(
  Object.entries(COLUMNS).map(
    ([name, column]) => sql`coalesce(sum(${sql.ref(column)}), 0)::bigint AS ${sql.ref(name)}`,
  ),
);
