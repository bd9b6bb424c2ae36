import { byteaArray, jsonArray, textArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Outgoing } from '../envelope/cloud-event.js';

/** Writes messages to the outbox within the caller's transaction, in their order. */
export async function insertOutbox(tx: Kysely<unknown>, messages: readonly Outgoing[]): Promise<void> {
  if (messages.length === 0) return;
  await sql`
    INSERT INTO outbox (topic, key, value, headers)
    SELECT * FROM unnest(
      ${textArray(messages, ({ topic }) => topic)}::text[],
      ${byteaArray(messages, ({ key }) => key)}::bytea[],
      ${byteaArray(messages, ({ value }) => value)}::bytea[],
      ${jsonArray(messages, ({ headers }) => headers)}::json[])`.execute(tx);
}

/** How many messages wait to be sent, and the age of the oldest in milliseconds. */
export interface Backlog {
  readonly depth: number;
  readonly ageMs: number;
}

/** What waits to be sent, counted up to `bound`. */
export async function outboxBacklog(db: Kysely<unknown>, bound: number): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    SELECT count(*) AS depth, coalesce(extract(epoch FROM now() - min(created_at)) * 1000, 0)::bigint AS "ageMs"
    FROM (SELECT created_at FROM outbox ORDER BY id LIMIT ${bound}) waiting`.execute(db);
  return rows[0]!;
}

/** How many messages Kafka has refused for good; an operator looks into each of them. */
export async function rejectedCount(db: Kysely<unknown>): Promise<number> {
  const { rows } = await sql<{ rejected: number }>`SELECT count(*) AS rejected FROM outbox_rejected`.execute(db);
  return rows[0]!.rejected;
}
