import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { JsonHeaders } from '../envelope/headers.js';
import { actionsOf, type DeadLetterAction } from './dead-letter-audit.js';
import { KEPT, type Resolution } from './resolved-event.js';

/** `retrying` and `dead`, while it is parked; then what became of it. */
export type DeadLetterState = 'retrying' | 'dead' | Resolution;

/** What an event is and why it failed. */
export interface DeadLetterTraits {
  readonly eventType?: string;
  readonly errorCode?: string;
  /** The partition key as text (UTF-8). */
  readonly key?: string;
}

export interface DeadLetterFilter extends DeadLetterTraits {
  readonly state?: DeadLetterState;
  /** Without a state: whether those are listed as well that are parked no more. Default: false. */
  readonly resolved?: boolean;
}

/** An event that is or was parked, as an operator sees it in a list. */
export interface DeadLetter {
  readonly id: number;
  readonly state: DeadLetterState;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly eventType: string | null;
  /** Those that failed since it was parked or redriven. */
  readonly attempts: number;
  /** Null unless it is retrying. */
  readonly nextAttemptAt: Date | null;
  /** The last error. Null when it only waits, or waited, behind an earlier one. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly parkedAt: Date;
  /** When it was handled or discarded; null while it is parked. */
  readonly resolvedAt: Date | null;
  /** It is parked, and no earlier event of its key is. */
  readonly head: boolean;
}

export interface DeadLetterDetails extends DeadLetter {
  readonly value: Buffer | null;
  readonly headers: JsonHeaders;
  /** When Kafka got it. */
  readonly timestamp: Date;
  readonly errorStack: string | null;
  /** Oldest first. */
  readonly actions: readonly DeadLetterAction[];
}

/** At most `limit`, newest first: those with an id below `before`, if it is given. */
export async function listLetters(
  db: Kysely<unknown>,
  group: string,
  filter: DeadLetterFilter,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<DeadLetter[]> {
  const older = before === undefined ? sql`true` : sql`p.id < ${before}`;
  const { rows } = await sql<DeadLetter>`
    SELECT ${SUMMARY} FROM (${tablesFor(filter)}) p
    WHERE ${matches(group, filter)} AND ${older} ORDER BY p.id DESC LIMIT ${limit}`.execute(db);
  return rows;
}

export async function findLetter(
  db: Kysely<unknown>,
  group: string,
  id: number,
): Promise<DeadLetterDetails | undefined> {
  const { rows } = await sql<Omit<DeadLetterDetails, 'actions'>>`
    SELECT ${SUMMARY}, value, headers, to_timestamp("timestamp" / 1000.0) AS "timestamp", error_stack AS "errorStack"
    FROM (${PARKED} UNION ALL ${RESOLVED}) p WHERE ${isLetter(group, id)}`.execute(db);
  return rows[0] && { ...rows[0], actions: await actionsOf(db, id) };
}

/** As in the list, while it is parked. */
export async function parkedLetter(tx: Kysely<unknown>, group: string, id: number): Promise<DeadLetter | undefined> {
  const { rows } = await sql<DeadLetter>`
    SELECT ${SUMMARY} FROM (${PARKED}) p WHERE ${isLetter(group, id)}`.execute(tx);
  return rows[0];
}

/** Of a row `p`. */
export const isLetter = (group: string, id: number): RawBuilder<unknown> =>
  sql`p.id = ${id} AND p.consumer_group = ${group}`;

/** Of a row `p`. */
export function matches(
  group: string,
  { state, eventType, errorCode, key }: Omit<DeadLetterFilter, 'resolved'>,
): RawBuilder<unknown> {
  const conditions = [sql`p.consumer_group = ${group}`];
  if (state !== undefined) conditions.push(sql`p.state = ${state}`);
  if (eventType !== undefined) conditions.push(sql`p.event_type = ${eventType}`);
  if (errorCode !== undefined) conditions.push(sql`p.error_code = ${errorCode}`);
  if (key !== undefined) conditions.push(sql`p.key = ${Buffer.from(key)}`);
  return sql.join(conditions, sql` AND `);
}

/** Of a parked event `p`: no earlier event of its lane is parked. */
export const IS_HEAD = sql<boolean>`NOT EXISTS (
  SELECT FROM parked_event earlier
  WHERE earlier.consumer_group = p.consumer_group AND earlier.topic = p.topic AND earlier.lane = p.lane
    AND earlier."offset" < p."offset")`;

// Both tables with the same columns; their ids are of one sequence.
const PARKED = sql`SELECT ${KEPT}, state, next_attempt_at, NULL::timestamptz AS resolved_at, lane FROM parked_event`;
const RESOLVED = sql`
  SELECT ${KEPT}, outcome AS state, NULL::timestamptz AS next_attempt_at, resolved_at, NULL::bytea AS lane
  FROM resolved_event`;

const SUMMARY = sql`
  p.id, p.state, p.topic, p.partition, p."offset", p.key, p.event_type AS "eventType", p.attempts,
  CASE WHEN p.state = 'retrying' THEN p.next_attempt_at END AS "nextAttemptAt",
  p.error_code AS "errorCode", p.error_message AS "errorMessage", p.parked_at AS "parkedAt",
  p.resolved_at AS "resolvedAt", p.resolved_at IS NULL AND ${IS_HEAD} AS head`;

function tablesFor({ state, resolved = false }: DeadLetterFilter): RawBuilder<unknown> {
  if (state === 'handled' || state === 'discarded') return RESOLVED;
  return state === undefined && resolved ? sql`${PARKED} UNION ALL ${RESOLVED}` : PARKED;
}
