import { setTimeout as delay } from 'node:timers/promises';
import { APPLICATION } from '../system/databases.js';
import { type ChaosSystem } from '../system/chaos-system.js';
import { type Fault } from './fault.js';

/** As a network does that loses its connections: first those that are in the midst of a transaction, then all. */
export const cutConnections: Fault = {
  name: 'cut',
  about: 'connections to PostgreSQL are cut in the midst of transactions',
  seconds: 4,
  async inject(system) {
    let inTransaction = 0;
    for (let round = 0; round < 30; round += 1) {
      inTransaction += await cut(system, 'xact_start IS NOT NULL');
      await delay(100);
    }
    if (inTransaction === 0) throw new Error('no transaction was under way');
    const others = await cut(system, 'true');
    return `${inTransaction} connections in mid-transaction, ${others} others`;
  },
};

async function cut(system: ChaosSystem, condition: string): Promise<number> {
  const rows = await system.databases.queryServer(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> $1 AND ${condition}`,
    [APPLICATION],
  );
  return rows.length;
}
