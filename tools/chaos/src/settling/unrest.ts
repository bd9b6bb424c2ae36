import { databaseServices } from '@orderflow/platform';
import { type ChaosSystem } from '../system/chaos-system.js';
import { withAdmin } from '../system/kafka.js';
import { lagByGroup } from './lag.js';

/** What moves in every service's database, and in one's own. */
const OF_ALL = {
  'events in the outbox': 'SELECT count(*) FROM outbox',
  'parked events': 'SELECT count(*) FROM parked_event',
};
const OF_ONE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'order-api': { 'open orders': `SELECT count(*) FROM orders WHERE status IN ('PENDING', 'RESERVED')` },
  notification: { 'messages to deliver': `SELECT count(*) FROM notification WHERE state = 'PENDING'` },
  transaction: { 'charges under way': `SELECT count(*) FROM transaction WHERE state IN ('NEW', 'CHARGING')` },
};

/** What is still to be done, as people read it; empty when the system is quiet. */
export async function unrestOf(system: ChaosSystem): Promise<string[]> {
  const unrest: string[] = [];
  for (const { name, title } of databaseServices) {
    for (const [what, text] of Object.entries({ ...OF_ALL, ...OF_ONE[name] })) {
      const [row] = await system.databases.query<{ count: string }>(name, text);
      if (row!.count !== '0') unrest.push(`${title}: ${row!.count} ${what}`);
    }
  }
  const lag = await withAdmin(system.addresses.kafkaBrokers, lagByGroup);
  return [...unrest, ...[...lag].map(([group, behind]) => `${group}: ${behind} messages behind`)];
}
