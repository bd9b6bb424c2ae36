import { sql, type Kysely, type Migration } from 'kysely';

export const notifications: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // The unique key is what makes each notification one, however often its event is told.
    await sql`
      CREATE TABLE notification (
        id               uuid PRIMARY KEY,
        order_id         uuid NOT NULL,
        customer_id      text NOT NULL,
        kind             text NOT NULL,
        channel          text NOT NULL,
        recipient        text NOT NULL,
        subject          text NOT NULL,
        text             text NOT NULL,
        state            text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'KEPT', 'FAILED')),
        attempts         integer NOT NULL DEFAULT 0,
        next_attempt_at  timestamptz NOT NULL DEFAULT now(),
        error            text,
        created_at       timestamptz NOT NULL DEFAULT now(),
        delivered_at     timestamptz,
        UNIQUE (order_id, kind, channel)
      )`.execute(db);
    // Ids are UUIDv7, so their order is that of time: lists go by id.
    await sql`CREATE INDEX notification_customer ON notification (customer_id, id)`.execute(db);
    await sql`
      CREATE INDEX notification_due ON notification (channel, next_attempt_at) WHERE state = 'PENDING'`.execute(db);
  },
};
