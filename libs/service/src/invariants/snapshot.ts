import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Finding, Violation } from './invariant.js';

export const MAX_VIOLATIONS = 20;

/**
 * One committed state of the database: all its queries see the same. It takes no locks and writes nothing. Queries are to
 * have no parameters (`sql.lit`): a prepared statement would keep a plan that was made for a small table.
 */
export class Snapshot {
  constructor(private readonly tx: Transaction<unknown>) {}

  async read<Row>(query: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await query.execute(this.tx)).rows;
  }

  /** The rows of a query of `id` and `detail`, counted and cut to the first ones. */
  async violations(query: RawBuilder<Violation>): Promise<Finding> {
    const rows = await this.read(sql<Violation & { readonly count: number }>`
      SELECT id, detail, count(*) OVER () AS count FROM (${query}) AS violation
      ORDER BY id LIMIT ${sql.lit(MAX_VIOLATIONS)}`);
    return { violations: rows.map(({ id, detail }) => ({ id, detail })), count: rows[0]?.count ?? 0 };
  }
}

/**
 * Lets `read` look at a snapshot. A statement ends after `limitMs`; it may read whole tables, on one processor. `begun` is
 * told the session's process id, by which another session can cancel it.
 */
export function readSnapshot<Result>(
  db: Kysely<unknown>,
  limitMs: number,
  begun: (pid: number) => void,
  read: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`
        SELECT pg_backend_pid() AS pid,
          set_config('statement_timeout', ${sql.lit(String(limitMs))}, true),
          set_config('enable_seqscan', 'on', true),
          set_config('jit', 'off', true),
          set_config('max_parallel_workers_per_gather', '0', true)`.execute(tx);
      begun(rows[0]!.pid);
      return read(new Snapshot(tx));
    });
}
