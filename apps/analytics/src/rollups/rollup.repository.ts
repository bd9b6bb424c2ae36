import { Injectable } from '@nestjs/common';
import { bigintArray, textArray, timestamptzArray } from '@orderflow/database';
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';
import { rollUp, type DatedEvent, type ItemChange, type MinuteChange } from './domain/index.js';
import { COUNTERS } from './rollup.table.js';

/** A Kafka partition that a batch comes from: while it is handled, its rows are nobody else's. */
export interface Slot {
  readonly topic: string;
  readonly partition: number;
}

@Injectable()
export class RollupRepository {
  /** Counts events of one topic in the rows of one of their partitions. */
  async add(tx: Tx, slot: Slot, events: readonly DatedEvent[]): Promise<void> {
    const { minutes, items } = rollUp(events);
    await Promise.all([this.addMinutes(tx, slot, minutes, events.length), this.addItems(tx, slot, items)]);
  }

  async clear(tx: Tx): Promise<void> {
    await tx.deleteFrom('minute_rollup').execute();
    await tx.deleteFrom('total_rollup').execute();
    await tx.deleteFrom('item_rollup').execute();
  }

  /** Adds `changes` to their minutes, and their sum to the totals, which count `events` more. */
  private async addMinutes(
    tx: Tx,
    { topic, partition }: Slot,
    changes: readonly MinuteChange[],
    events: number,
  ): Promise<void> {
    await sql`
      WITH change AS (
        SELECT * FROM unnest(
          ${timestamptzArray(changes, ({ minute }) => minute)}::timestamptz[],
          ${bigintArray(changes, ({ orders }) => orders)}::bigint[],
          ${bigintArray(changes, ({ confirmed }) => confirmed)}::bigint[],
          ${bigintArray(changes, ({ rejectedInsufficientStock }) => rejectedInsufficientStock)}::bigint[],
          ${bigintArray(changes, ({ rejectedDeclined }) => rejectedDeclined)}::bigint[],
          ${bigintArray(changes, ({ rejectedTimedOut }) => rejectedTimedOut)}::bigint[],
          ${bigintArray(changes, ({ cancelled }) => cancelled)}::bigint[],
          ${bigintArray(changes, ({ revenueCents }) => revenueCents)}::bigint[])
        AS c (minute, orders, confirmed, rejected_insufficient_stock, rejected_declined, rejected_timed_out, cancelled,
          revenue_cents)
      ), minutes AS (
        INSERT INTO minute_rollup AS total (topic, partition, minute, ${counters})
        SELECT ${topic}::text, ${partition}::integer, minute, ${counters} FROM change ORDER BY minute
        ON CONFLICT (minute, topic, partition) DO UPDATE SET ${added}
      )
      INSERT INTO total_rollup AS total (topic, partition, events, ${counters})
      SELECT ${topic}::text, ${partition}::integer, ${events}::bigint, ${sums} FROM change
      ON CONFLICT (topic, partition) DO UPDATE SET events = total.events + excluded.events, ${added}`.execute(tx);
  }

  private async addItems(tx: Tx, { topic, partition }: Slot, changes: readonly ItemChange[]): Promise<void> {
    if (changes.length === 0) return;
    await sql`
      INSERT INTO item_rollup AS total (topic, partition, item_id, units, revenue_cents)
      SELECT ${topic}::text, ${partition}::integer, * FROM unnest(
        ${textArray(changes, ({ itemId }) => itemId)}::text[],
        ${bigintArray(changes, ({ units }) => units)}::bigint[],
        ${bigintArray(changes, ({ revenueCents }) => revenueCents)}::bigint[])
      ON CONFLICT (item_id, topic, partition) DO UPDATE SET
        units = total.units + excluded.units, revenue_cents = total.revenue_cents + excluded.revenue_cents`.execute(tx);
  }
}

const counters = sql.join(COUNTERS.map((name) => sql.ref(name)));
const sums = sql.join(COUNTERS.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0)`));
const added = sql.join(
  COUNTERS.map((name) => sql`${sql.ref(name)} = ${sql.ref(`total.${name}`)} + ${sql.ref(`excluded.${name}`)}`),
);
