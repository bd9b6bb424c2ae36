import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@orderflow/testing';
import { sql, type Kysely } from 'kysely';
import {
  bigintArray,
  connectDatabase,
  ConnectionLost,
  createPool,
  sqlStateOf,
  TransactionRolledBack,
} from '../src/index.js';

describe('pool', () => {
  let database: TestDatabase;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    database = await testDatabase();
    await database.query('CREATE TABLE number (n bigint PRIMARY KEY)');
    db = connectDatabase({ url: database.url, poolSize: 1, applicationName: 'pool-test' });
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const cut = () => database.cutConnections();

  it('tells of a COMMIT that PostgreSQL answered with ROLLBACK', async () => {
    const swallowing = db.transaction().execute(async (tx) => {
      await sql`INSERT INTO number VALUES (${1})`.execute(tx);
      await sql`SELECT 1 / 0`.execute(tx).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(TransactionRolledBack);
    expect(await database.query('SELECT n FROM number')).toEqual([]);
  });

  it('survives the end of its connection in a transaction, says what happened, and goes on with a new one', async () => {
    const lost = db.transaction().execute(async (tx) => {
      await sql`INSERT INTO number VALUES (${2})`.execute(tx);
      await cut();
      await sql`SELECT 1`.execute(tx);
    });
    await expect(lost).rejects.toThrow(ConnectionLost);
    const answer = await sql<{ one: number }>`SELECT 1 AS one`.execute(db);
    expect(answer.rows).toEqual([{ one: 1 }]);
  });

  it('survives the end of an idle connection', async () => {
    await sql`SELECT 1`.execute(db);
    await cut();
    await eventually(() => sql`SELECT 1`.execute(db));
  });

  it('says that the connection is lost when there is none to be had', async () => {
    const nowhere = connectDatabase({ url: 'postgres://u@127.0.0.1:1/none', poolSize: 1, applicationName: 'x' });
    await expect(sql`SELECT 1`.execute(nowhere)).rejects.toThrow(ConnectionLost);
    await nowhere.destroy();
  });

  it('reads no table as a whole for a batch of ids, though it was planned while the table was small', async () => {
    await database.query('CREATE TABLE grown (n bigint PRIMARY KEY, state text, items jsonb, at timestamptz)');
    const batch = bigintArray(Array.from({ length: 100 }, (_, at) => at + 1));
    const write = () =>
      sql`UPDATE grown SET state = 'x' FROM unnest(${batch}::bigint[]) b (n) WHERE grown.n = b.n`.execute(db);
    for (let times = 0; times < 10; times++) await write();
    await database.query('INSERT INTO grown SELECT generate_series(1, 10000)');
    await write();
    const rowsRead = async () => {
      const [stats] = await database.query<{ rows: string }>(
        `SELECT seq_tup_read AS rows FROM pg_stat_user_tables WHERE relname = 'grown' AND n_tup_upd = 100`,
      );
      return stats && Number(stats.rows);
    };
    await sql`SELECT pg_stat_force_next_flush()`.execute(db);
    expect(await eventually(async () => (await rowsRead())?.toString())).toBe('0');
  });

  it('prepares each statement once per connection', async () => {
    for (const n of [3, 4, 5]) await sql`SELECT ${n}::bigint AS prepared_once`.execute(db);
    const { rows } = await sql<{ calls: number }>`
      SELECT (generic_plans + custom_plans)::bigint AS calls FROM pg_prepared_statements
      WHERE statement LIKE 'SELECT $1::bigint AS prepared_once%'`.execute(db);
    expect(rows).toEqual([{ calls: 3 }]);
  });

  it('answers bigint as a number, also beyond 32 bits', async () => {
    const { rows } = await sql<{ n: number }>`SELECT 1000000000000::bigint AS n, count(*) AS c FROM number`.execute(db);
    expect(rows).toEqual([{ n: 1_000_000_000_000, c: 0 }]);
  });

  it('gives every wait an end, and its name to whoever looks', async () => {
    const { rows } = await sql`
      SELECT name, setting FROM pg_settings WHERE name IN
        ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'application_name')
      ORDER BY name`.execute(db);
    expect(rows).toEqual([
      { name: 'application_name', setting: 'pool-test' },
      { name: 'idle_in_transaction_session_timeout', setting: '5000' },
      { name: 'lock_timeout', setting: '2000' },
      { name: 'statement_timeout', setting: '10000' },
    ]);
  });

  it('waits for a lock no longer than 2 s', async () => {
    await database.query('INSERT INTO number VALUES (9)');
    const lock = await database.hold('SELECT FROM number WHERE n = 9 FOR UPDATE');
    const begun = performance.now();
    const state = await sql`UPDATE number SET n = 10 WHERE n = 9`.execute(db).catch(sqlStateOf);
    expect(state).toBe('55P03');
    expect(performance.now() - begun).toBeLessThan(3_000);
    await lock.end();
  });

  it('plans anew when a migration changes a table under its prepared statements', async () => {
    await database.query('CREATE TABLE growing (a int)');
    const read = () => sql`SELECT * FROM growing WHERE ${1}::int = 1`.execute(db);
    await read();
    await database.query('ALTER TABLE growing ADD COLUMN b int');
    await expect(read()).rejects.toThrow(ConnectionLost);
    await expect(read()).resolves.toMatchObject({ rows: [] });
  });

  it('ends what takes longer than it is told, where that is sooner than its own limits', async () => {
    const impatient = connectDatabase({
      url: database.url,
      poolSize: 1,
      applicationName: 'impatient',
      maxWaitMs: 3_000,
    });
    const { rows } = await sql`
      SELECT name, setting FROM pg_settings
      WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout') ORDER BY name`.execute(
      impatient,
    );
    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '3000' },
      { name: 'lock_timeout', setting: '2000' },
      { name: 'statement_timeout', setting: '3000' },
    ]);
    await impatient.destroy();
  });

  it('counts its connections', async () => {
    const pool = createPool({ url: database.url, poolSize: 2, applicationName: 'counted' });
    const client = await pool.connect();
    expect(pool.stats).toEqual({ total: 1, idle: 0, waiting: 0, limit: 2 });
    client.release();
    expect(pool.stats).toEqual({ total: 1, idle: 1, waiting: 0, limit: 2 });
    await pool.end();
  });
});
