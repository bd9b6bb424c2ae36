import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import { EventLogRepository, type StoredEvent } from '../event-log/event-log.repository.js';
import { RollupRepository } from '../rollups/rollup.repository.js';

/** A few megabytes of events in memory at a time. */
const BATCH = 5_000;

/**
 * Counts the event log anew, by the rule that counts events as they arrive. It is one transaction: until it commits the
 * old counts stand, and an interrupted rebuild has changed nothing. Meanwhile no process records events; one that runs
 * all the same waits and tries again. Nothing but the rollups is written, so nothing is published. Answers the number of events.
 */
export function rebuildRollups(db: Kysely<Tables>, tell: (done: number, total: number) => void): Promise<number> {
  const log = new EventLogRepository(db);
  const rollups = new RollupRepository();
  return db.transaction().execute(async (tx) => {
    // To count and to clear takes as long as there are rows.
    await sql`SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '30s', true)`.execute(tx);
    const total = await log.freeze(tx);
    await rollups.clear(tx);
    let done = 0;
    for await (const events of log.readAll(tx, BATCH)) {
      for (const some of byPartition(events)) await rollups.add(tx, some[0]!, some);
      tell((done += events.length), total);
    }
    return done;
  });
}

function byPartition(events: readonly StoredEvent[]): StoredEvent[][] {
  const partitions = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const name = `${event.topic}[${event.partition}]`;
    const some = partitions.get(name);
    if (some) some.push(event);
    else partitions.set(name, [event]);
  }
  return [...partitions.values()];
}
