import { sql, type Kysely } from 'kysely';
import type { Incoming } from '../unit-of-work/incoming.js';

/**
 * Enters events into the inbox and answers those that were not in it: the others are duplicates. Waits for a
 * transaction that has entered the same event and is still open, so a zombie and its successor take turns.
 */
export async function enterInbox(tx: Kysely<unknown>, events: readonly Incoming[]): Promise<Incoming[]> {
  // Sorted, so that two transactions that enter the same events cannot deadlock.
  const { rows } = await sql<{ source: string; id: string }>`
    INSERT INTO inbox (source, id)
    SELECT * FROM unnest(${events.map(({ source }) => source)}::text[], ${events.map(({ id }) => id)}::text[]) e (source, id)
    ORDER BY source, id
    ON CONFLICT DO NOTHING
    RETURNING source, id`.execute(tx);
  const fresh = new Set(rows.map(identity));
  return events.filter((event) => fresh.delete(identity(event))); // delete: twice in one chunk counts once
}

/** U+0000 is in neither of them. */
const identity = ({ source, id }: { readonly source: string; readonly id: string }): string => `${source}\0${id}`;

const PRUNE_STEP = 5_000;

/** Forgets events older than `retentionMs`, in steps of a short transaction each. Answers how many. */
export async function pruneInbox(db: Kysely<unknown>, retentionMs: number): Promise<number> {
  let pruned = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      DELETE FROM inbox WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM inbox
        WHERE handled_at < now() - ${retentionMs} * interval '1 millisecond' LIMIT ${PRUNE_STEP}))`.execute(db);
    pruned += Number(numAffectedRows);
    if (numAffectedRows < PRUNE_STEP) return pruned;
  }
}
