import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@orderflow/testing';
import { sql, type Kysely } from 'kysely';
import { migrate, type Migrations } from '../src/index.js';

const run = (statement: string) => ({
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql.raw(statement).execute(db);
  },
});

describe('migrate', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  const tables = async () =>
    (
      await database.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 't_' ORDER BY 1`,
      )
    ).map(({ name }) => name);
  const first: Migrations = { '0001-a': run('CREATE TABLE ta (a int)') };
  const both: Migrations = { ...first, '0002-b': run('CREATE TABLE tb (b int); INSERT INTO ta VALUES (1)') };

  it('runs what is new, in the order of names, and nothing twice', async () => {
    expect(await migrate(database.url, first)).toEqual(['0001-a']);
    expect(await migrate(database.url, both)).toEqual(['0002-b']);
    expect(await migrate(database.url, both)).toEqual([]);
    expect(await tables()).toEqual(['ta', 'tb']);
    expect(await database.query('SELECT a FROM ta')).toEqual([{ a: 1 }]);
  });

  it('runs each once when several replicas start at once', async () => {
    const slow: Migrations = { ...both, '0003-c': run('SELECT pg_sleep(0.3); INSERT INTO ta VALUES (2)') };
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, slow)));
    expect(applied.flat().sort()).toEqual(['0001-a', '0002-b', '0003-c']);
    expect(await database.query('SELECT a FROM ta ORDER BY a')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('leaves what a newer release has run as it is, for an older one that is put back in its place', async () => {
    await migrate(database.url, both);
    expect(await migrate(database.url, first)).toEqual([]);
    expect(await tables()).toEqual(['ta', 'tb']);
    expect(await migrate(database.url, both)).toEqual([]);
  });

  it('refuses to go on when one is missing that is older than the newest', async () => {
    await migrate(database.url, both);
    const renamed: Migrations = { '0001-x': first['0001-a']!, '0002-b': both['0002-b']! };
    await expect(migrate(database.url, renamed)).rejects.toThrow('previously executed migration 0001-a is missing');
  });

  it('leaves nothing half done when one fails, and tells why', async () => {
    const broken: Migrations = { ...both, '0003-c': run('CREATE TABLE tc (c int); SELECT 1 / 0') };
    await expect(migrate(database.url, broken)).rejects.toThrow('division by zero');
    expect(await tables()).toEqual([]);
    expect(await migrate(database.url, both)).toEqual(['0001-a', '0002-b']);
  });

  it("keeps a library's migrations and a service's apart", async () => {
    await migrate(database.url, first);
    expect(await migrate(database.url, { '0001-a': run('CREATE TABLE tz (z int)') }, 'library_migration')).toEqual([
      '0001-a',
    ]);
    expect(await tables()).toEqual(['ta', 'tz']);
  });
});
