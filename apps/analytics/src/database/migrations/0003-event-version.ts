import { sql, type Kysely, type Migration } from 'kysely';

export const eventVersion: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Without it nobody could tell which contract a logged event fulfils. So far there was version 1 of each.
    await sql`ALTER TABLE event_log ADD COLUMN version integer NOT NULL DEFAULT 1`.execute(db);
    await sql`ALTER TABLE event_log ALTER COLUMN version DROP DEFAULT`.execute(db);
  },
};
