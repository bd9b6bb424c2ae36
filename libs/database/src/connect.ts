import { Kysely, PostgresDialect, type ConnectionProvider, type DatabaseConnection } from 'kysely';
import { createPool, type GuardedPool, type PoolOptions } from './pool.js';

/**
 * A query builder on a guarded pool (see `createPool`). Statements of one transaction that are begun together
 * (`Promise.all`) travel together, and are executed in the order in which they were begun. `destroy()` ends the pool,
 * and waits for the connections that are in use.
 */
export const connectDatabase = <Tables>(options: PoolOptions): Kysely<Tables> => databaseOn(createPool(options));

/** The same on a pool that is there already. */
export function databaseOn<Tables>(pool: GuardedPool): Kysely<Tables> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const executor = db.getExecutor();
  const serialized = executor.withConnectionProvider.bind(executor);
  // Kysely would send the statements of a transaction one by one, each after the answer to the one before.
  executor.withConnectionProvider = (single) => serialized(unserialized(single));
  return db;
}

function unserialized(single: ConnectionProvider): ConnectionProvider {
  let connection: Promise<DatabaseConnection> | undefined;
  return {
    provideConnection: async (consumer) =>
      consumer(await (connection ??= single.provideConnection((one) => Promise.resolve(one)))),
  };
}
