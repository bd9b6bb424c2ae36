import { sql, type Kysely, type Migration } from 'kysely';

export const resolvedEvent: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // What became of a parked event, under the id that it had there.
    await sql`
      CREATE TABLE resolved_event (
        id              bigint PRIMARY KEY,
        consumer_group  text NOT NULL,
        topic           text NOT NULL,
        partition       integer NOT NULL,
        "offset"        bigint NOT NULL,
        key             bytea,
        value           bytea,
        headers         json NOT NULL,
        "timestamp"     bigint NOT NULL,
        event_type      text,
        attempts        integer NOT NULL,
        error_code      text,
        error_message   text,
        error_stack     text,
        parked_at       timestamptz NOT NULL,
        outcome         text NOT NULL CHECK (outcome IN ('handled', 'discarded')),
        resolved_at     timestamptz NOT NULL DEFAULT now()
      )`.execute(db);
    // Hashed, because a key may be longer than a B-tree takes.
    await sql`CREATE INDEX resolved_event_key ON resolved_event USING hash (key)`.execute(db);
    await sql`CREATE INDEX resolved_event_resolved_at ON resolved_event USING brin (resolved_at)`.execute(db);
  },
};
