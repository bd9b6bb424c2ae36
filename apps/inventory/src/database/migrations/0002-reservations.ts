import { sql, type Kysely, type Migration } from 'kysely';

export const reservations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // The lines live in the row: an order costs one row, not one per line. No column that changes is indexed, and a page
    // has room for each row's later states, so that these leave the index alone.
    await sql`
      CREATE TABLE reservation (
        order_id    uuid PRIMARY KEY,
        state       text NOT NULL,
        items       jsonb NOT NULL DEFAULT '[]',
        updated_at  timestamptz NOT NULL DEFAULT now(),
        CHECK (state IN ('NEW', 'RESERVED', 'REFUSED', 'SOLD', 'RELEASED', 'RETURNED', 'CLOSED'))
      ) WITH (fillfactor = 50)`.execute(db);
  },
};
