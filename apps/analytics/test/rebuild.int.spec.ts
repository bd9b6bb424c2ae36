import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connectDatabase } from '@orderflow/database';
import { eventually } from '@orderflow/testing';
import type { Kysely } from 'kysely';
import type { Tables } from '../src/database/tables.js';
import { rebuildRollups } from '../src/rebuild/rebuild-rollups.js';
import type { SummaryView } from '../src/reports/report.dto.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

/** More events than are in memory at a time. */
const ORDERS = 1_100;
const EVENTS_OF_AN_ORDER = 5;

/** What each is kept by, beside topic and partition. */
const ROLLUPS = { minute_rollup: 'minute::text', total_rollup: `'all'`, item_rollup: 'item_id' };

describe('a rebuild', () => {
  let bed: TestBed;
  let db: Kysely<Tables>;
  let published = 0;

  beforeAll(async () => {
    bed = await startTestBed();
    db = connectDatabase<Tables>({ url: bed.database.url, poolSize: 1, applicationName: 'rebuild' });
    await publishOrders(ORDERS);
    await allCounted();
  });
  afterAll(async () => {
    await db.destroy();
    await bed.close();
  });

  const publishOrders = async (count: number) => {
    const orders = Array.from({ length: count }, () => orderOf());
    await bed.kafka.publishMany(
      orders.flatMap(({ created, processed, confirmed, cancelled, refunded }, at) => [
        created,
        processed,
        confirmed,
        ...(at % 10 === 0 ? [cancelled, refunded] : [created, created]),
      ]),
    );
    published += count * EVENTS_OF_AN_ORDER;
  };
  const allCounted = () =>
    eventually(async () => (await bed.read<SummaryView>('/analytics/summary')).events === published, 30_000);
  const rebuild = () => rebuildRollups(db, () => undefined);
  const rowsOf = (table: string) => bed.database.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3`);
  /** Summed over partitions, as all readers do: which partition's row an event was counted in says nothing. */
  const rollups = () => Promise.all(Object.entries(ROLLUPS).map(([table, by]) => sumsOf(table, by)));
  const sumsOf = (table: string, by: string) =>
    bed.database.query(`
      SELECT ${by} AS bucket, name, sum(value::bigint) AS value FROM ${table}, jsonb_each_text(to_jsonb(${table})) AS e (name, value)
      WHERE name NOT IN ('topic', 'partition', 'minute', 'item_id') GROUP BY 1, 2 ORDER BY 1, 2`);
  const damage = async () => {
    await bed.database.query(`UPDATE total_rollup SET revenue_cents = 1, events = 0`);
    await bed.database.query(`DELETE FROM item_rollup`);
    await bed.database.query(`INSERT INTO minute_rollup VALUES ('1999-12-31', 'order-events', 0, 9, 9, 9, 9, 9, 9, 9)`);
  };

  /** What must not change: what was handled, what is to be published, and what was. */
  const world = async () => ({
    log: (await rowsOf('event_log')).length,
    inbox: (await rowsOf('inbox')).length,
    outbox: await rowsOf('outbox'),
    topics: await Promise.all(
      ['order-events', 'inventory-events', 'transaction-events', 'analytics.dead-letters'].map((topic) =>
        bed.kafka.admin.fetchTopicOffsets(bed.kafka.namespace + topic),
      ),
    ),
  });

  it('makes damaged counts whole again, any number of times, and publishes nothing', async () => {
    const [counts, before] = [await rollups(), await world()];
    await damage();
    expect(await rollups()).not.toEqual(counts);
    expect(await rebuild()).toBe(published);
    expect(await rollups()).toEqual(counts);
    await rebuild();
    expect(await rollups()).toEqual(counts);
    expect(await world()).toEqual(before);
  });

  it('leaves the old counts when it is interrupted', async () => {
    const counts = await rollups();
    const interrupted = rebuildRollups(db, () => {
      throw new Error('interrupted');
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    expect(await rollups()).toEqual(counts);
  });

  it('waits for a batch that is under way, and counts it', async () => {
    const batch = await bed.database.hold(
      `INSERT INTO event_log SELECT * FROM event_log WHERE type = 'ORDER_CONFIRMED' LIMIT 1`,
    );
    const rebuilt = rebuild();
    await eventually(async () => {
      const waiting = await bed.database.query('SELECT FROM pg_locks WHERE NOT granted AND relation IS NOT NULL');
      return waiting.length > 0;
    });
    await batch.end();
    published += 1;
    expect(await rebuilt).toBe(published);
    await allCounted();
  });

  it('neither loses nor doubles what arrives meanwhile', async () => {
    await Promise.all([publishOrders(200), rebuild(), publishOrders(200)]);
    await allCounted();
    const counts = await rollups();
    await rebuild();
    expect(await rollups()).toEqual(counts);
  });
});
