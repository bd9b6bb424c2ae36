import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@orderflow/testing';
import { sql, type Kysely } from 'kysely';
import { connectDatabase, GroupCommit } from '../src/index.js';

interface Note {
  readonly id: number;
  readonly text: string;
}

describe('group commit on PostgreSQL', () => {
  let database: TestDatabase;
  let db: Kysely<unknown>;
  let notes: GroupCommit<Note, number>;
  let beforeCommit: () => Promise<void>;
  let afterCommit: () => Promise<void>;
  beforeEach(async () => {
    database = await testDatabase();
    await database.query('CREATE TABLE note (id int PRIMARY KEY, text text NOT NULL)');
    db = connectDatabase({ url: database.url, poolSize: 2, applicationName: 'group-commit' });
    beforeCommit = afterCommit = () => Promise.resolve();
    notes = new GroupCommit({ write, maxBatch: 200, maxQueue: 10_000 });
  });
  afterEach(async () => {
    await db.destroy();
    await database.drop();
  });

  async function write(items: readonly Note[]): Promise<number[]> {
    await db.transaction().execute(async (tx) => {
      await sql`
        INSERT INTO note SELECT * FROM unnest(${items.map(({ id }) => id)}::int[], ${items.map(({ text }) => text)}::text[])
        ON CONFLICT DO NOTHING`.execute(tx);
      await beforeCommit();
    });
    await afterCommit();
    return items.map(({ id }) => id);
  }
  const submit = (count: number, text = 'x') =>
    Promise.allSettled(Array.from({ length: count }, (_, id) => notes.submit({ id, text: id === 7 ? text : 'x' })));
  const stored = async () => (await database.query('SELECT FROM note')).length;

  it('writes many in few transactions', async () => {
    await submit(1_000);
    expect(await stored()).toBe(1_000);
    expect(await database.query('SELECT DISTINCT xmin::text FROM note')).toHaveLength(5);
  });

  it('writes all but the one that PostgreSQL refuses', async () => {
    const results = await submit(100, 'a\0b');
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(results[7]!.status).toBe('rejected');
    expect(await stored()).toBe(99);
  });

  it.each(['before', 'after'])('writes each once when its connection is cut %s the COMMIT', async (when) => {
    const cutOnce = async () => {
      beforeCommit = afterCommit = () => Promise.resolve();
      await database.cutConnections();
      await sql`SELECT 1`.execute(db); // fails as the lost answer would
    };
    if (when === 'before') beforeCommit = cutOnce;
    else afterCommit = cutOnce;
    const results = await submit(100);
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await stored()).toBe(100);
  });
});
