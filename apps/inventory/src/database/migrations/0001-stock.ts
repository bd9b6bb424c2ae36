import { sql, type Kysely, type Migration } from 'kysely';

export const stock: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Few rows that change all the time: half of each page is kept free for their next versions, so that no index entry
    // has to follow. The checks never fire while the rules hold; they are the last line of defence against overselling.
    await sql`
      CREATE TABLE stock (
        item_id    text COLLATE "C" PRIMARY KEY,
        name       text NOT NULL,
        initial    bigint NOT NULL,
        restocked  bigint NOT NULL DEFAULT 0,
        available  bigint NOT NULL CHECK (available >= 0),
        reserved   bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
        sold       bigint NOT NULL DEFAULT 0 CHECK (sold >= 0),
        CONSTRAINT stock_adds_up CHECK (initial + restocked = available + reserved + sold)
      ) WITH (fillfactor = 50)`.execute(db);
    await sql`
      CREATE TABLE restock (
        id               uuid PRIMARY KEY,
        item_id          text COLLATE "C" NOT NULL REFERENCES stock,
        idempotency_key  text NOT NULL,
        quantity         bigint NOT NULL CHECK (quantity > 0),
        available        bigint NOT NULL,
        created_at       timestamptz NOT NULL DEFAULT now(),
        UNIQUE (item_id, idempotency_key)
      )`.execute(db);
  },
};
