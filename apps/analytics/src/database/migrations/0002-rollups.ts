import { sql, type Kysely, type Migration } from 'kysely';

export const rollups: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Batches under way at the same time add to rows of different partitions, so that none waits; reading sums over them. The
    // rows change with every batch: half of each page is kept free for their next versions, so that no index follows.
    const writer = sql`topic text NOT NULL, partition integer NOT NULL`;
    const counters = sql`
      orders                      bigint NOT NULL,
      confirmed                   bigint NOT NULL,
      rejected_insufficient_stock bigint NOT NULL,
      rejected_declined           bigint NOT NULL,
      rejected_timed_out          bigint NOT NULL,
      cancelled                   bigint NOT NULL,
      revenue_cents               bigint NOT NULL`;
    await sql`
      CREATE TABLE minute_rollup (minute timestamptz NOT NULL, ${writer}, ${counters},
        PRIMARY KEY (minute, topic, partition)
      ) WITH (fillfactor = 50)`.execute(db);
    // What all minutes come to: the summary reads these few rows, however old the system is.
    await sql`
      CREATE TABLE total_rollup (${writer}, events bigint NOT NULL, ${counters},
        PRIMARY KEY (topic, partition)
      ) WITH (fillfactor = 50)`.execute(db);
    await sql`
      CREATE TABLE item_rollup (item_id text COLLATE "C" NOT NULL, ${writer},
        units          bigint NOT NULL,
        revenue_cents  bigint NOT NULL,
        PRIMARY KEY (item_id, topic, partition)
      ) WITH (fillfactor = 50)`.execute(db);
  },
};
