import { setTimeout as delay } from 'node:timers/promises';
import { serviceNamed } from '@orderflow/platform';
import { failInserts, healInserts } from './failing-inserts.js';
import { type Fault } from './fault.js';

/** A service's table that its handlers, and nobody else, insert into. */
const TABLES = { inventory: 'reservation', analytics: 'event_log', transaction: 'transaction' };
const LASTS_MS = 8_000;

export const failingHandler: Fault = {
  name: 'failing-handler',
  about: 'the handlers of a service fail for 30 % of its rows for some seconds',
  seconds: LASTS_MS / 1_000 + 1,
  async inject(system, random) {
    const [service, table] = random.pick(Object.entries(TABLES));
    await failInserts(system, service, table, 'random() < 0.3');
    await delay(LASTS_MS);
    await healInserts(system, service);
    return `${serviceNamed(service)!.title} failed for 30 % of its rows for ${LASTS_MS / 1_000} s`;
  },
};
