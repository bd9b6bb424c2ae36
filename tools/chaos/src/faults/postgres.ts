import { seconds } from '@orderflow/cli';
import { type Fault } from './fault.js';

/** The fast restart: PostgreSQL ends every connection and rolls back what is open. */
export const postgresRestart: Fault = {
  name: 'postgres',
  about: 'PostgreSQL is restarted, without waiting for anyone',
  seconds: 3,
  async inject(system) {
    const began = performance.now();
    await system.stopPostgres();
    await system.startPostgres();
    return `PostgreSQL served again after ${seconds(performance.now() - began)}`;
  },
};
