import { sql, type Kysely, type Migration } from 'kysely';

export const orders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // The lines are read and written with their order only, so they are a column of it: one row per order is the hot
    // path's whole work. Amounts are whole cents. Ids are UUIDv7, so their order is the order of creation.
    await sql`
      CREATE TABLE orders (
        id                 uuid PRIMARY KEY,
        customer_id        text NOT NULL,
        items              json NOT NULL,
        quoted_total       bigint,
        status             text NOT NULL CHECK (status IN ('PENDING', 'RESERVED', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
        status_since       timestamptz NOT NULL,
        created_at         timestamptz NOT NULL,
        transaction_id     uuid,
        total              bigint,
        currency           text,
        rejection_reason   text,
        rejection_detail   text,
        shortages          json,
        stock_returned_at  timestamptz,
        refunded_at        timestamptz,
        CHECK (status <> 'CONFIRMED' OR num_nulls(transaction_id, total, currency) = 0),
        CHECK (status <> 'REJECTED' OR num_nulls(rejection_reason, rejection_detail) = 0)
      )`.execute(db);
    await sql`CREATE INDEX orders_of_customer ON orders (customer_id, id)`.execute(db);
    // For the deadlines. Small, whatever the number of orders: settled ones leave it.
    await sql`
      CREATE INDEX orders_open ON orders (status, status_since)
      WHERE status IN ('PENDING', 'RESERVED')`.execute(db);
    // For lists by status; an open order is found by the index above.
    await sql`
      CREATE INDEX orders_settled ON orders (status, id)
      WHERE status IN ('CONFIRMED', 'REJECTED', 'CANCELLED')`.execute(db);
  },
};
