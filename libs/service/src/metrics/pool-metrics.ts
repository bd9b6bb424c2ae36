import { Injectable } from '@nestjs/common';
import { GuardedPool } from '@orderflow/database';
import { Metrics } from './metrics.js';

/** How much of the pool of connections to the database is taken. The relay's own connection is none of them. */
@Injectable()
export class PoolMetrics {
  constructor(metrics: Metrics, pool: GuardedPool) {
    const connections = metrics.gauge({
      name: 'orderflow_database_pool_connections',
      help: 'Open connections to the database',
      labels: ['state'],
    });
    const limit = metrics.gauge({
      name: 'orderflow_database_pool_limit',
      help: 'The most connections to the database (DATABASE_POOL_SIZE)',
    });
    const waiting = metrics.gauge({
      name: 'orderflow_database_pool_waiting',
      help: 'Callers that wait for a connection to the database',
    });
    metrics.beforeScrape(() => {
      const { stats } = pool;
      connections.set({ state: 'idle' }, stats.idle);
      connections.set({ state: 'busy' }, stats.total - stats.idle);
      limit.set(stats.limit);
      waiting.set(stats.waiting);
    });
  }
}
