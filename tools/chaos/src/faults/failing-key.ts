import { eventually } from '@orderflow/testing';
import { CUSTOMERS } from '../driver/orders.js';
import { type ChaosSystem } from '../system/chaos-system.js';
import { failInserts, healInserts, RAISED } from './failing-inserts.js';
import { type Fault } from './fault.js';

const SERVICE = 'notification';
/** The customer orders sooner or later, and five attempts take two seconds. */
const DEAD_WITHIN_MS = 60_000;

/** Its events go dead after the last attempt; an operator redrives them when the cause is mended. */
export const failingKey: Fault = {
  name: 'failing-key',
  about: "one customer's notifications fail until the end, and are then redriven",
  seconds: 5,
  async inject(system, random) {
    const customer = random.pick(CUSTOMERS);
    await failInserts(system, SERVICE, 'notification', `NEW.customer_id = '${customer}'`);
    await eventually(() => isDead(system), DEAD_WITHIN_MS);
    return `Notification fails for ${customer} to the end`;
  },
  heal: (system) => healInserts(system, SERVICE),
};

async function isDead(system: ChaosSystem): Promise<boolean> {
  const text = `SELECT FROM parked_event WHERE state = 'dead' AND error_code = $1 LIMIT 1`;
  return (await system.databases.query(SERVICE, text, [RAISED])).length > 0;
}
