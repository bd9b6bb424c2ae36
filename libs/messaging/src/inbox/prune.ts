import { sql, type Kysely, type RawBuilder } from 'kysely';

const PRUNE_STEP = 5_000;

/** Deletes the rows of a table that match, in steps of a short transaction each. Answers how many. */
export async function prune(db: Kysely<unknown>, table: string, matches: RawBuilder<unknown>): Promise<number> {
  let pruned = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      DELETE FROM ${sql.table(table)} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${sql.table(table)} WHERE ${matches} LIMIT ${PRUNE_STEP}))`.execute(db);
    pruned += Number(numAffectedRows);
    if (numAffectedRows < PRUNE_STEP) return pruned;
  }
}
