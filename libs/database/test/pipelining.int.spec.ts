import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@orderflow/testing';
import { sql, type Kysely, type Transaction } from 'kysely';
import { connectDatabase } from '../src/index.js';

describe('statements of a transaction that are begun together', () => {
  let database: TestDatabase;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    database = await testDatabase();
    await database.query('CREATE TABLE note (id integer GENERATED ALWAYS AS IDENTITY, text text UNIQUE)');
    db = connectDatabase<unknown>({ url: database.url, poolSize: 1, applicationName: 'pipelining' });
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const note = (tx: Transaction<unknown>, text: string) => sql`INSERT INTO note (text) VALUES (${text})`.execute(tx);
  const notes = async (like: string) =>
    (await database.query<{ text: string }>('SELECT text FROM note WHERE text LIKE $1 ORDER BY id', [like])).map(
      ({ text }) => text,
    );

  it('leave in one write, with the BEGIN', async () => {
    const proxy = await countingProxy(database.url);
    const proxied = connectDatabase<unknown>({ url: proxy.url, poolSize: 1, applicationName: 'counted' });
    const run = (texts: readonly string[]) =>
      proxied.transaction().execute((tx) => Promise.all(texts.map((text) => note(tx, text))));
    await run(['connected']);
    const before = proxy.writes();
    await run(['counted 1', 'counted 2', 'counted 3']);
    expect(proxy.writes() - before).toBe(2); // and the COMMIT
    await proxied.destroy();
    proxy.close();
  });

  it('are executed in the order in which they were begun', async () => {
    const texts = Array.from({ length: 50 }, (_, n) => `ordered ${n}`);
    await db.transaction().execute((tx) => Promise.all(texts.map((text) => note(tx, text))));
    expect(await notes('ordered %')).toEqual(texts);
  });

  it('fail together, with the error of the first that fails', async () => {
    const both = db
      .transaction()
      .execute((tx) => Promise.all([note(tx, 'twice'), note(tx, 'twice'), note(tx, 'after')]));
    await expect(both).rejects.toMatchObject({ code: '23505' });
    expect(await notes('%')).not.toContain('twice');
    await expect(db.transaction().execute((tx) => note(tx, 'the connection is of use'))).resolves.toBeDefined();
  });

  it('commit with the last of them, and not without it', async () => {
    const commit = async (...texts: string[]) => {
      const tx = await db.startTransaction().execute();
      try {
        await Promise.all([...texts.map((text) => note(tx, text)), tx.commit().execute()]);
      } catch (error) {
        await tx.rollback().execute();
        throw error;
      }
    };
    await commit('last one');
    expect(await notes('last %')).toEqual(['last one']);
    await expect(commit('last two', 'last one')).rejects.toMatchObject({ code: '23505' });
    expect(await notes('last %')).toEqual(['last one']);
  });
});

/** Passes bytes on to the database, and counts how often the client sends some. */
async function countingProxy(url: string): Promise<{ url: string; writes: () => number; close: () => void }> {
  const target = new URL(url);
  let writes = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    client.on('data', () => writes++);
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxied = new URL(url);
  proxied.port = String((server.address() as AddressInfo).port);
  return { url: proxied.href, writes: () => writes, close: () => server.close() };
}
