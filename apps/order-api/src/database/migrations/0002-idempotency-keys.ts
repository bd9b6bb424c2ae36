import { sql, type Kysely, type Migration } from 'kysely';

export const idempotencyKeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // BRIN, because rows come in the order of time.
    await sql`
      CREATE TABLE idempotency_key (
        customer_id  text NOT NULL,
        key          text NOT NULL,
        fingerprint  bytea NOT NULL,
        order_id     uuid NOT NULL,
        created_at   timestamptz NOT NULL,
        PRIMARY KEY (customer_id, key)
      )`.execute(db);
    await sql`CREATE INDEX idempotency_key_created_at ON idempotency_key USING brin (created_at)`.execute(db);
  },
};
