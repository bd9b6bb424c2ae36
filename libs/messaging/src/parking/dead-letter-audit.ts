import { sql, type Kysely } from 'kysely';

/** Who asks. */
export type Actor = string;

/** What an operator did to a parked event. */
export interface DeadLetterAction {
  readonly action: 'redrive' | 'discard';
  readonly actor: Actor;
  /** Of a discard. */
  readonly reason: string | null;
  readonly at: Date;
}

export type Action = Omit<DeadLetterAction, 'at'>;

/** Writes an action down for each of these parked events, which must not be changed yet. */
export async function record(
  tx: Kysely<unknown>,
  ids: readonly number[],
  { action, actor, reason }: Action,
): Promise<void> {
  await sql`
    INSERT INTO dead_letter_action (parked_event_id, topic, partition, "offset", key, event_type, error_code, action, actor, reason)
    SELECT id, topic, partition, "offset", key, event_type, error_code, ${action}::text, ${actor}::text, ${reason}::text
    FROM parked_event WHERE id = ANY (${ids}::bigint[]) ORDER BY id`.execute(tx);
}

/** Oldest first; also of an event that is parked no more. */
export async function actionsOf(db: Kysely<unknown>, id: number): Promise<DeadLetterAction[]> {
  const { rows } = await sql<DeadLetterAction>`
    SELECT action, actor, reason, at FROM dead_letter_action WHERE parked_event_id = ${id} ORDER BY id`.execute(db);
  return rows;
}
