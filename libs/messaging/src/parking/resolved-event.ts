import { sql, type Kysely } from 'kysely';
import { prune } from '../inbox/prune.js';
import type { ParkedMessage } from './parked-event.js';

/**
 * What became of a parked event. `handled`: a retry is through, be it that the deployment of today skips the event.
 * `discarded`: an operator has given it up.
 */
export type Resolution = 'handled' | 'discarded';

/** How long it is kept. */
export const RESOLVED_RETENTION_MS = 7 * 24 * 60 * 60 * 1_000;

/** The columns that a parked event takes along when it is resolved. */
export const KEPT = sql`
  id, consumer_group, topic, partition, "offset", key, value, headers, "timestamp", event_type, attempts,
  error_code, error_message, error_stack, parked_at`;

/** Takes an event off the parking lot, in the transaction that handles it or gives it up. Answers its message. */
export async function resolve(tx: Kysely<unknown>, id: number, resolution: Resolution): Promise<ParkedMessage> {
  const { rows } = await sql<ParkedMessage>`
    WITH parked AS (DELETE FROM parked_event WHERE id = ${id} RETURNING *)
    INSERT INTO resolved_event (${KEPT}, outcome) SELECT ${KEPT}, ${resolution}::text FROM parked
    RETURNING topic, partition, "offset", key, value, headers, "timestamp"`.execute(tx);
  return rows[0]!;
}

/** Forgets what was resolved longer ago than `RESOLVED_RETENTION_MS`. Answers how many. See `prune`. */
export const pruneResolved = (db: Kysely<unknown>): Promise<number> =>
  prune(db, 'resolved_event', sql`resolved_at < now() - ${RESOLVED_RETENTION_MS} * interval '1 millisecond'`);
