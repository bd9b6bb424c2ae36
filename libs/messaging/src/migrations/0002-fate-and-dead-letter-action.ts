import { sql, type Kysely, type Migration } from 'kysely';

export const fateAndDeadLetterAction: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // What has become of an event, for the accounts. The default is for replicas that do not know the column yet.
    await sql`CREATE TYPE inbox_fate AS ENUM ('handled', 'skipped', 'parked', 'discarded')`.execute(db);
    await sql`ALTER TABLE inbox ADD COLUMN fate inbox_fate NOT NULL DEFAULT 'handled'`.execute(db);

    // The audit of what operators did. It outlives the parked event, so it repeats what tells which one it was.
    await sql`
      CREATE TABLE dead_letter_action (
        id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parked_event_id  bigint NOT NULL,
        topic            text NOT NULL,
        partition        integer NOT NULL,
        "offset"         bigint NOT NULL,
        key              bytea,
        event_type       text,
        error_code       text,
        action           text NOT NULL CHECK (action IN ('redrive', 'discard')),
        reason           text,
        actor            text NOT NULL,
        at               timestamptz NOT NULL DEFAULT now()
      )`.execute(db);
    await sql`CREATE INDEX dead_letter_action_event ON dead_letter_action (parked_event_id, id)`.execute(db);
  },
};
