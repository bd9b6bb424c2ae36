import { sql, type Kysely, type Migration } from 'kysely';

export const inboxOutboxParking: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // An event is handled once: its row commits with its effects. BRIN, because rows come and go in the order of time.
    await sql`
      CREATE TABLE inbox (
        source      text NOT NULL,
        id          text NOT NULL,
        handled_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (source, id)
      )`.execute(db);
    await sql`CREATE INDEX inbox_handled_at ON inbox USING brin (handled_at)`.execute(db);

    // Rows live for milliseconds, so the table is nearly always empty while its dead rows pile up: vacuum it often.
    await sql`
      CREATE TABLE outbox (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic       text NOT NULL,
        key         bytea,
        value       bytea,
        headers     json NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now()
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`.execute(db);
    await sql`
      CREATE TABLE outbox_rejected (
        id           bigint PRIMARY KEY,
        topic        text NOT NULL,
        key          bytea,
        value        bytea,
        headers      json NOT NULL,
        created_at   timestamptz NOT NULL,
        error        text NOT NULL,
        rejected_at  timestamptz NOT NULL DEFAULT now()
      )`.execute(db);

    // A lane is (consumer_group, topic, key); offset gives its order. A null key has no lane.
    await sql`
      CREATE TABLE parked_event (
        id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer_group   text NOT NULL,
        topic            text NOT NULL,
        partition        integer NOT NULL,
        "offset"         bigint NOT NULL,
        key              bytea,
        value            bytea,
        headers          json NOT NULL,
        "timestamp"      bigint NOT NULL,
        lane             bytea,
        event_type       text,
        state            text NOT NULL CHECK (state IN ('retrying', 'dead')),
        attempts         integer NOT NULL,
        next_attempt_at  timestamptz NOT NULL,
        error_code       text,
        error_message    text,
        error_stack      text,
        parked_at        timestamptz NOT NULL DEFAULT now(),
        UNIQUE (consumer_group, topic, partition, "offset")
      )`.execute(db);
    await sql`CREATE INDEX parked_event_lane ON parked_event (consumer_group, topic, lane, "offset")`.execute(db);
    await sql`CREATE INDEX parked_event_due ON parked_event (next_attempt_at) WHERE state = 'retrying'`.execute(db);
  },
};
