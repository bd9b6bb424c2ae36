import { Inject, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import { MESSAGING, type Messaging } from '../messaging-options.js';

/** What the tables of messaging hold. */
export interface Sizes {
  /** Messages that wait for Kafka, counted up to `maxOutbox`. */
  readonly outbox: number;
  /** How long the oldest of them has waited; 0 when there is none. */
  readonly oldestSeconds: number;
  /** Messages that Kafka has refused for good. */
  readonly rejected: number;
  /** Events that the inbox remembers, by PostgreSQL's estimate; 0 before its first ANALYZE. */
  readonly inbox: number;
  /** Parked events, counted up to `maxParked` together. */
  readonly retrying: number;
  readonly dead: number;
}

/** Reads all sizes in one statement. */
@Injectable()
export class MessagingSizes {
  constructor(
    @InjectDatabase() private readonly db: Kysely<unknown>,
    @Inject(MESSAGING) private readonly messaging: Messaging,
  ) {}

  /** Rejects when the database does not answer, after `timeoutMs` at the latest. The statement takes no longer than that. */
  async read(timeoutMs: number): Promise<Sizes> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      return await Promise.race([this.query(timeoutMs), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  private query(timeoutMs: number): Promise<Sizes> {
    const { service, maxOutbox, maxParked } = this.messaging;
    return this.db.transaction().execute(async (tx) => {
      await sql`SELECT set_config('statement_timeout', ${sql.lit(String(timeoutMs))}, true)`.execute(tx);
      const { rows } = await sql<Sizes>`
        SELECT outbox.*, rejected.*, inbox.*, parked.*
        FROM (
          SELECT count(*) AS outbox, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
          FROM (SELECT created_at FROM outbox ORDER BY id LIMIT ${maxOutbox}) waiting
        ) outbox, (
          SELECT count(*) AS rejected FROM outbox_rejected
        ) rejected, (
          SELECT greatest(reltuples, 0)::float8 AS inbox FROM pg_class WHERE oid = 'inbox'::regclass
        ) inbox, (
          SELECT count(*) FILTER (WHERE state = 'retrying') AS retrying, count(*) FILTER (WHERE state = 'dead') AS dead
          FROM (SELECT state FROM parked_event WHERE consumer_group = ${service} LIMIT ${maxParked}) bounded
        ) parked`.execute(tx);
      return rows[0]!;
    });
  }
}
