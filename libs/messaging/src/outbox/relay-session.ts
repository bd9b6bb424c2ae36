import { bigintArray, gatherWrites } from '@orderflow/database';
import pg from 'pg';
import type { OutboxRow } from './send-batch.js';

/** An arbitrary number that means "relay of the outbox" among the advisory locks of a service's database. */
const LEADERSHIP = 4711;
export const OUTBOX_CHANNEL = 'outbox';
const IDLE_TIMEOUT_MS = 5_000;
const PING_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * The relay's own connection. The leader's lock, reads and deletes share it, and PostgreSQL ends it after 5 s of
 * silence: so a leader that was stopped loses its lock and cannot delete anything when it goes on.
 */
export class RelaySession {
  private readonly ping: NodeJS.Timeout;
  private deleting?: Promise<unknown>;

  private constructor(private readonly client: pg.Client) {
    this.ping = setInterval(() => void this.client.query('SELECT 1').catch(() => undefined), PING_MS);
  }

  static async open(url: string, onNudge: () => void): Promise<RelaySession> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'relay',
      connectionTimeoutMillis: IDLE_TIMEOUT_MS,
      pipeline: true,
      types: { getTypeParser: parserOf },
      options: `-c idle_session_timeout=${IDLE_TIMEOUT_MS} -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    });
    client.on('error', onNudge); // the next statement fails, and the relay opens another session
    client.on('notification', onNudge);
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      return new RelaySession(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Whether this session is the one that publishes. */
  async tryLead(): Promise<boolean> {
    const { rows } = await this.client.query<{ leader: boolean }>('SELECT pg_try_advisory_lock($1) AS leader', [
      LEADERSHIP,
    ]);
    return rows[0]!.leader;
  }

  /** The oldest rows, but those of the topics `held` back. Rejects also when an earlier `deleteSoon` has failed. */
  async read(limit: number, held: readonly string[]): Promise<OutboxRow[]> {
    gatherWrites(this.client);
    const reading = this.client.query<OutboxRow>({
      name: 'read',
      text: 'SELECT id, topic, key, value, headers FROM outbox WHERE topic <> ALL ($2) ORDER BY id LIMIT $1',
      values: [limit, held],
    });
    const [{ rows }] = await Promise.all([reading, this.deleting]);
    return rows;
  }

  /**
   * Exactly these ids, never all up to the last: an id that was given earlier may be committed later. Nobody waits for
   * it: what is asked of this session afterwards is answered after it, and should it fail, they are sent again.
   */
  deleteSoon(rows: readonly OutboxRow[]): void {
    gatherWrites(this.client);
    this.deleting = this.client.query({
      name: 'delete',
      text: 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])',
      values: [bigintArray(rows, ({ id }) => id)],
    });
    this.deleting.catch(() => undefined); // told to who reads next
  }

  /** Moves rows out of the way of the others, for an operator to look at. */
  async reject(rows: readonly OutboxRow[], error: string): Promise<void> {
    await this.client.query(
      `WITH moved AS (DELETE FROM outbox WHERE id = ANY ($1::bigint[]) RETURNING id, topic, key, value, headers, created_at)
       INSERT INTO outbox_rejected (id, topic, key, value, headers, created_at, error) SELECT *, $2 FROM moved`,
      [bigintArray(rows, ({ id }) => id), error],
    );
  }

  /** Topic and key of everything that was rejected: what follows on the same key must not overtake it. */
  async rejectedKeys(): Promise<Pick<OutboxRow, 'topic' | 'key'>[]> {
    const { rows } = await this.client.query<Pick<OutboxRow, 'topic' | 'key'>>(
      'SELECT DISTINCT topic, key FROM outbox_rejected WHERE key IS NOT NULL',
    );
    return rows;
  }

  async close(): Promise<void> {
    clearInterval(this.ping);
    await this.client.end().catch(() => undefined);
  }
}

const JSON_OID = 114;

/** Headers stay text: what they are is for the publisher to know, and their size is asked for before. */
const parserOf: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: 'text' | 'binary') =>
  oid === JSON_OID ? String : (pg.types.getTypeParser(oid, format) as (value: string) => unknown);
