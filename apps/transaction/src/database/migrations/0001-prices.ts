import { sql, type Kysely, type Migration } from 'kysely';

export const prices: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE price (
        item_id     text COLLATE "C" PRIMARY KEY,
        name        text,
        unit_price  bigint NOT NULL CHECK (unit_price >= 0),
        updated_at  timestamptz NOT NULL DEFAULT now()
      )`.execute(db);
    await sql`COMMENT ON COLUMN price.unit_price IS 'whole cents'`.execute(db);
  },
};
