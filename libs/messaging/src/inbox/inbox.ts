import { textArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Incoming } from '../unit-of-work/incoming.js';
import { prune } from './prune.js';

/** What has become of an event. `parked`, exactly while it is a parked event. */
export type Fate = 'handled' | 'skipped' | 'parked' | 'discarded';

/**
 * Enters events into the inbox, with the fate that each is about to have, and answers those that were not in it: the
 * others are duplicates. Waits for a transaction that has entered the same event and is still open, so a zombie and its
 * successor take turns.
 */
export async function enterInbox(tx: Kysely<unknown>, events: readonly Incoming[]): Promise<Incoming[]> {
  const seen = new Set<string>();
  const distinct = events.filter((event) => !seen.has(identity(event)) && seen.add(identity(event))); // where it came first
  // Sorted, so that two transactions that enter the same events cannot deadlock.
  const { rows } = await sql<Identity>`
    INSERT INTO inbox (source, id, fate)
    SELECT * FROM unnest(
      ${textArray(distinct, ({ source }) => source)}::text[],
      ${textArray(distinct, ({ id }) => id)}::text[],
      ${textArray(distinct, expectedFate)}::text[]::inbox_fate[]) e (source, id, fate)
    ORDER BY source, id
    ON CONFLICT DO NOTHING
    RETURNING source, id`.execute(tx);
  const fresh = new Set(rows.map(identity));
  return distinct.filter((event) => fresh.has(identity(event)));
}

/** Corrects the fate of events that are in the inbox. */
export async function settle(tx: Kysely<unknown>, events: readonly Identity[], fate: Fate): Promise<void> {
  if (events.length === 0) return;
  await sql`
    UPDATE inbox SET fate = ${fate}::inbox_fate
    FROM unnest(
      ${textArray(events, ({ source }) => source)}::text[],
      ${textArray(events, ({ id }) => id)}::text[]) e (source, id)
    WHERE inbox.source = e.source AND inbox.id = e.id`.execute(tx);
}

/** That of nearly all: what fails, waits behind another or is filtered out is corrected by `settle`. */
export const expectedFate = ({ dead, handlers }: Incoming): Fate =>
  dead ? 'parked' : handlers.length === 0 ? 'skipped' : 'handled';

type Identity = Pick<Incoming, 'source' | 'id'>;

/** U+0000 is in neither of them. */
const identity = ({ source, id }: Identity): string => `${source}\0${id}`;

/** Forgets events older than `retentionMs` unless they are still parked. Answers how many. See `prune`. */
export const pruneInbox = (db: Kysely<unknown>, retentionMs: number): Promise<number> =>
  prune(db, 'inbox', sql`handled_at < now() - ${retentionMs} * interval '1 millisecond' AND fate <> 'parked'`);
