import { sql, type Kysely, type Migration } from 'kysely';

export const transactions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // All amounts are whole cents. Order ids are UUIDv7: a list sorted by them is sorted by time.
    await sql`
      CREATE TABLE transaction (
        order_id        uuid PRIMARY KEY,
        id              uuid NOT NULL,
        customer_id     text NOT NULL,
        state           text NOT NULL,
        void_requested  boolean NOT NULL DEFAULT false,
        items           jsonb,
        total           bigint,
        currency        text,
        decline_reason  text,
        decline_detail  text,
        quoted_total    bigint,
        computed_total  bigint,
        ask_at          timestamptz,
        attempts        integer NOT NULL DEFAULT 0,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        CHECK (state IN ('NEW', 'CHARGING', 'PROCESSED', 'DECLINED', 'VOID', 'REFUNDED')),
        CHECK (total IS NOT NULL OR state IN ('NEW', 'DECLINED', 'VOID'))
      )`.execute(db);
    await sql`CREATE INDEX transaction_of_customer ON transaction (customer_id, order_id)`.execute(db);
    // Most transactions are PROCESSED: a page of them is found anywhere, and needs no index.
    await sql`
      CREATE INDEX transaction_in_state ON transaction (state, order_id) WHERE state <> 'PROCESSED'`.execute(db);
    await sql`CREATE INDEX transaction_to_ask ON transaction (ask_at) WHERE ask_at IS NOT NULL`.execute(db);
  },
};
