import { sql, type Kysely, type Migration } from 'kysely';

export const eventLog: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Append-only, a partition per day (UTC) of ingestion: an old day goes by DROP TABLE, not by a DELETE of its rows.
    // No unique key: the inbox sees to it that an event comes once, and each index would cost every insert.
    await sql`
      CREATE TABLE event_log (
        ingested_at     timestamptz NOT NULL DEFAULT now(),
        topic           text NOT NULL,
        partition       integer NOT NULL,
        "offset"        bigint NOT NULL,
        ce_id           text NOT NULL,
        source          text NOT NULL,
        type            text NOT NULL,
        order_id        uuid NOT NULL,
        event_time      timestamptz NOT NULL,
        correlation_id  text,
        data            json NOT NULL
      ) PARTITION BY RANGE (ingested_at)`.execute(db);
    await sql`CREATE INDEX event_log_order ON event_log (order_id)`.execute(db);
    await sql`CREATE TABLE event_log_default PARTITION OF event_log DEFAULT`.execute(db);
  },
};
