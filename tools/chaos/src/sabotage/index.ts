import pg from 'pg';
import { breakInbox } from './break-inbox.js';
import { breakOutbox } from './break-outbox.js';
import { breakParking } from './break-parking.js';

const breaks = { inbox: breakInbox, outbox: breakOutbox, park: breakParking };

/** A guarantee that can be broken on purpose. */
export type Break = keyof typeof breaks;

export const BREAKS = Object.keys(breaks) as readonly Break[];

/**
 * Breaks a guarantee in every database, from outside and for good, to show that the oracle notices. Call it when the
 * services have started: only then are their tables there.
 */
export async function sabotage(kind: Break, databaseUrls: Readonly<Record<string, string>>): Promise<void> {
  for (const url of Object.values(databaseUrls)) {
    const client = new pg.Client({ connectionString: url, application_name: 'sabotage' });
    await client.connect();
    try {
      await client.query(breaks[kind]);
    } finally {
      await client.end();
    }
  }
}
