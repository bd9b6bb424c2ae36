import { randomBytes } from 'node:crypto';
import type { Addresses } from '@orderflow/platform';
import pg from 'pg';
import { testPlatform } from './test-platform.js';

/** An empty PostgreSQL database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  /** Runs a statement and answers its rows; `bigint` arrives as text. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs statements in a transaction that stays open, with its locks, until `end` is called. */
  hold(...statements: string[]): Promise<{ end(): Promise<void> }>;
  /** Ends every other connection, as a restart of the server would. */
  cutConnections(): Promise<void>;
  drop(): Promise<void>;
}

/** On the PostgreSQL that the tests share, unless another platform is given. */
export async function testDatabase(platform?: Pick<Addresses, 'postgresAdminUrl'>): Promise<TestDatabase> {
  const { postgresAdminUrl } = platform ?? (await testPlatform());
  if (!postgresAdminUrl) throw new Error('the test platform has no PostgreSQL of its own');
  const admin = new pg.Pool({ connectionString: postgresAdminUrl, max: 1 });
  admin.on('error', () => undefined); // the server was stopped
  const name = `test_${randomBytes(6).toString('hex')}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(postgresAdminUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 4, application_name: 'test' });
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    hold: async (...statements) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      for (const statement of statements) await client.query(statement);
      return {
        end: async () => {
          await client.query('COMMIT');
          client.release();
        },
      };
    },
    cutConnections: async () => {
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name <> 'test'`,
        [name],
      );
    },
    drop: async () => {
      await pool.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
