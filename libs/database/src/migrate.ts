import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely';
import pg from 'pg';

/** Migrations by name; they run in the order of their names, each once, forward only. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the database to the newest migration. Safe to run from several processes at once: they take turns. Throws the
 * first migration's error; the migrations run in one transaction, so that nothing is half done.
 *
 * What a newer release has run is left as it is, so that this one goes on beside it and can be put back in its place. A
 * migration that is missing among these, or is before one that has run, is an error.
 *
 * `ledger` names the table that remembers what has run, so that a library's migrations and a service's do not mix.
 */
export async function migrate(url: string, migrations: Migrations, ledger = 'migration'): Promise<readonly string[]> {
  // Two connections: while the first holds the lock, the second reads the ledger.
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { results, error } = await new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...migrations, ...(await newerThan(migrations, db, ledger)) }) },
      migrationTableName: ledger,
      migrationLockTableName: `${ledger}_lock`,
    }).migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** What has run already and comes after the newest of these migrations. */
async function newerThan(migrations: Migrations, db: Kysely<unknown>, ledger: string): Promise<Migrations> {
  const newest = Object.keys(migrations).sort().at(-1) ?? '';
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(ledger)}`.execute(db);
  return Object.fromEntries(rows.filter(({ name }) => name > newest).map(({ name }) => [name, HAS_RUN]));
}

const HAS_RUN: Migration = { up: () => Promise.resolve() };
