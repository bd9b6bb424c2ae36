import { sql, type Kysely, type Migration } from 'kysely';

export const reservationCustomer: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Whose it is decides who may read it. Every event of an order names the customer, so the row has it from the start.
    // It costs some 10 bytes a row. Those that are there stay without: their events are gone, and they count for nobody's.
    await sql`ALTER TABLE reservation ADD COLUMN customer_id text`.execute(db);
  },
};
