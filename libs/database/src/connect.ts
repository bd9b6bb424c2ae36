import { Kysely, PostgresDialect } from 'kysely';
import { createPool, type PoolOptions } from './pool.js';

/** A query builder on a guarded pool (see `createPool`). `destroy()` waits for the connections that are in use. */
export function connectDatabase<Tables>(options: PoolOptions): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPool(options) }) });
}
