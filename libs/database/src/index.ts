export {
  bigintArray,
  byteaArray,
  float8Array,
  integerArray,
  jsonArray,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
  type ArrayParameter,
} from './array-parameters.js';
export { connectDatabase } from './connect.js';
export { DATABASE, DatabaseHealth, DatabaseModule, InjectDatabase, type DatabaseOptions } from './database.module.js';
export { ConnectionLost, TransactionRolledBack, isInfrastructureError, sqlStateOf } from './errors.js';
export { gatherWrites } from './gather-writes.js';
export { GroupCommit, QueueFull, type GroupCommitOptions } from './group-commit.js';
export { migrate, type Migrations } from './migrate.js';
export { createPool, GuardedPool, type PoolOptions, type PoolStats } from './pool.js';
