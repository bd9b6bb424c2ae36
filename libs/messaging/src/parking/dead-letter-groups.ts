import { sql, type Kysely } from 'kysely';

/** Parked events with one cause. */
export interface DeadLetterGroup {
  /** Null for those that only wait and whose turn has come. */
  readonly errorCode: string | null;
  readonly eventType: string | null;
  /** Those that have failed and are tried again. */
  readonly retrying: number;
  readonly dead: number;
  /** Those without an error of their own: they wait behind the first of their key, which is of this group. */
  readonly waiting: number;
  /** When the first and the last of all these was parked. */
  readonly oldest: Date;
  readonly newest: Date;
  /** The newest that has failed itself, if one has. */
  readonly exampleId: number;
}

const GROUPS = 100;

/** The parked events of a service by error and event type, those with most that are dead first; at most 100 groups. */
export async function groupLetters(db: Kysely<unknown>, group: string): Promise<DeadLetterGroup[]> {
  // One pass with a window: to look for the head of each event would be slow when thousands wait behind one.
  const { rows } = await sql<DeadLetterGroup>`
    SELECT "errorCode", "eventType",
      count(*) FILTER (WHERE NOT waits AND state = 'retrying') AS retrying,
      count(*) FILTER (WHERE NOT waits AND state = 'dead') AS dead,
      count(*) FILTER (WHERE waits) AS waiting,
      min(parked_at) AS oldest, max(parked_at) AS newest,
      coalesce(max(id) FILTER (WHERE NOT waits), max(id)) AS "exampleId"
    FROM (
      SELECT id, state, parked_at, error_code IS NULL AS waits,
        CASE WHEN error_code IS NULL THEN first_value(error_code) OVER same_lane ELSE error_code END AS "errorCode",
        CASE WHEN error_code IS NULL THEN first_value(event_type) OVER same_lane ELSE event_type END AS "eventType"
      FROM parked_event WHERE consumer_group = ${group}
      WINDOW same_lane AS (PARTITION BY topic, lane ORDER BY "offset")
    ) parked
    GROUP BY "errorCode", "eventType"
    ORDER BY dead DESC, retrying DESC, waiting DESC, "errorCode", "eventType" LIMIT ${GROUPS}`.execute(db);
  return rows;
}
