import { Kysely, Migrator, PostgresDialect, type Migration } from 'kysely';
import pg from 'pg';

/** Migrations by name; they run in the order of their names, each once, forward only. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the database to the newest migration. Safe to run from several processes at once: they take turns. Throws the
 * first migration's error; the migrations run in one transaction, so that nothing is half done.
 *
 * `ledger` names the table that remembers what has run, so that a library's migrations and a service's do not mix.
 */
export async function migrate(url: string, migrations: Migrations, ledger = 'migration'): Promise<readonly string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { results, error } = await new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      migrationTableName: ledger,
      migrationLockTableName: `${ledger}_lock`,
    }).migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}
