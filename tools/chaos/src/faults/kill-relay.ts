import { setTimeout as delay } from 'node:timers/promises';
import { serviceNamed } from '@orderflow/platform';
import { eventually } from '@orderflow/testing';
import type pg from 'pg';
import { type ChaosSystem } from '../system/chaos-system.js';
import { type Fault } from './fault.js';

/** The services that publish much. */
const PUBLISHERS = ['order-api', 'inventory', 'transaction'];
const LOOK_AGAIN_MS = 2;
const ROWS_WITHIN_MS = 30_000;

/**
 * kill -9 between send and delete, for certain: while another transaction holds the rows, the relay sends them and then
 * waits to delete them. That is when it dies, so its successor sends them again.
 */
export const killRelay: Fault = {
  name: 'kill-relay',
  about: 'kill -9 of a relay that has sent events to Kafka and not yet deleted them',
  seconds: 6,
  async inject(system, random) {
    const service = random.pick(PUBLISHERS);
    return system.databases.session(service, async (session) => {
      await holdOutboxRows(session);
      const connection = await eventually(() => deletingConnection(system, service));
      const leader = await system.relayLeader(service);
      await leader.kill();
      // PostgreSQL has not noticed the death, and would carry out the DELETE that it had been asked for.
      await system.databases.query(service, 'SELECT pg_terminate_backend($1, 5000)', [connection]);
      await session.query('ROLLBACK');
      await leader.ready();
      return `${serviceNamed(service)!.title}: what it had sent and not deleted is sent again`;
    });
  },
};

/** Rows live for milliseconds: looks until some are there. The caller ends the transaction. */
async function holdOutboxRows(session: pg.PoolClient): Promise<void> {
  const deadline = Date.now() + ROWS_WITHIN_MS;
  while (Date.now() < deadline) {
    await session.query('BEGIN');
    const { rowCount } = await session.query('SELECT id FROM outbox FOR UPDATE');
    if (rowCount) return;
    await session.query('ROLLBACK');
    await delay(LOOK_AGAIN_MS);
  }
  throw new Error('no event came to the outbox');
}

/** The relay's connection, once its DELETE waits for the rows. */
async function deletingConnection(system: ChaosSystem, service: string): Promise<number | undefined> {
  const rows = await system.databases.query<{ pid: number }>(
    service,
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'relay' AND wait_event_type = 'Lock'
       AND query LIKE 'DELETE FROM outbox%'`,
  );
  return rows[0]?.pid;
}
