import { sql, type Kysely, type Transaction } from 'kysely';
import type { ParkedMessage } from './parked-event.js';

/** A parked event as a retry needs it. */
export type ParkedRow = ParkedMessage & {
  readonly id: number;
  readonly lane: Buffer | null;
  readonly attempts: number;
};

/** One search reads the heads of so many lanes. */
const HEADS = 50;

/**
 * The ids of those that are due, in one pass over all that is parked: to ask of each event whether an earlier one is
 * there takes half a minute when thousands wait behind a dead one.
 */
export async function dueHeads(db: Kysely<unknown>, group: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM (
      SELECT DISTINCT ON (topic, lane, CASE WHEN lane IS NULL THEN id END) id, state, next_attempt_at
      FROM parked_event WHERE consumer_group = ${group}
      ORDER BY topic, lane, CASE WHEN lane IS NULL THEN id END, "offset"
    ) head
    WHERE state = 'retrying' AND next_attempt_at <= now() ORDER BY next_attempt_at LIMIT ${HEADS}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Answers nothing when another replica tries it at the moment, or has tried it since the search. It is the head of its
 * lane still, for a lane grows at its end only: an event is parked when all earlier ones of its partition are committed.
 */
export async function lockHead(tx: Transaction<unknown>, id: number): Promise<ParkedRow | undefined> {
  const { rows } = await sql<ParkedRow>`
    SELECT id, topic, partition, "offset", key, value, headers, "timestamp", lane, attempts FROM parked_event
    WHERE id = ${id} AND state = 'retrying' AND next_attempt_at <= now()
    FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows[0];
}

/** The head of the lane once this one, its head so far, is through. Without a lane there is none. */
export async function nextHead(
  tx: Transaction<unknown>,
  group: string,
  { topic, lane }: ParkedRow,
): Promise<number | undefined> {
  if (lane === null) return undefined;
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM parked_event
    WHERE consumer_group = ${group} AND topic = ${topic} AND lane = ${lane}
    ORDER BY "offset" LIMIT 1`.execute(tx);
  return rows[0]?.id;
}
