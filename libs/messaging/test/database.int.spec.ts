import type { INestApplication } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, ownPlatform, type OwnPlatform } from '@orderflow/testing';
import { sql } from 'kysely';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import type { HandlerContext } from '../src/index.js';
import { failWith, order, ordersOf, scripted, type Script } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';

jest.setTimeout(180_000);
const PATIENCE_MS = 60_000;

describe('a database in trouble', () => {
  let platform: OwnPlatform;
  let bed: TestBed;
  let shop: INestApplication | undefined;
  beforeAll(async () => {
    platform = await ownPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    bed = await testBed({ platform: platform.addresses, partitions: 2 });
  });
  afterEach(async () => {
    await shop?.close();
    await bed.close();
  });

  const start = async (act: Script['act'] = () => undefined) => {
    const { script, Scripted } = scripted();
    script.act = act;
    shop = await startShop(bed, [Scripted]);
  };
  const notes = (count: number) => Array.from({ length: count }, (_, at) => String(at + 1));
  const effects = async () =>
    Number((await bed.database.query<{ effects: string }>('SELECT count(*) AS effects FROM effect'))[0]!.effects);
  /** Every event has had its effect once, in order per key; none was parked. */
  async function expectAll(keys: readonly string[], each: number): Promise<void> {
    await eventually(async () => (await effects()) >= keys.length * each, PATIENCE_MS);
    for (const key of keys) expect(await bed.effectsOf(key)).toEqual(notes(each));
    const events = await bed.kafka.follow('inventory-events');
    const distinct = () => new Set(events.map(({ headers }) => headers.ce_id)).size;
    await eventually(() => distinct() === keys.length * each, PATIENCE_MS);
    expect(await bed.database.query('SELECT FROM parked_event')).toEqual([]);
  }
  const stockShelf = () => bed.database.query(`CREATE TABLE shelf AS SELECT unnest(ARRAY['A', 'B']) AS item_id`);
  const lock = (tx: HandlerContext['tx'], item: string) =>
    sql`SELECT FROM shelf WHERE item_id = ${item} FOR UPDATE`.execute(tx);
  /** How many deadlocks PostgreSQL has resolved; told a moment after the fact. */
  const deadlocks = async () =>
    Number(
      (
        await bed.database.query<{ deadlocks: string }>(
          'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
        )
      )[0]!.deadlocks,
    );

  it('handles everything once and in order when PostgreSQL is restarted under load', async () => {
    const keys = Array.from({ length: 20 }, () => uuid());
    const rounds = 40;
    const orders = keys.map((key) => ordersOf(key, rounds));
    await start();
    const publishing = (async () => {
      for (let round = 0; round < rounds; round++) {
        await bed.kafka.publishMany(orders.map((ofKey) => ofKey[round]!));
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await eventually(async () => (await effects()) > 100, PATIENCE_MS);
    await platform.postgres.stop();
    platform.postgres.start();
    await publishing;
    await expectAll(keys, rounds);
  });

  it('handles everything once and in order when two partitions lock the same rows in opposite order', async () => {
    await stockShelf();
    const keys = Array.from({ length: 12 }, () => uuid());
    await bed.kafka.publishMany(keys.map((key) => order(key, '1'))); // before the service is, so that one fetch brings them
    const waiting = new Set<string>();
    let met = false;
    await start(async ([first], { tx, metadataOf }) => {
      const [one, two] = metadataOf(first!).partition === 0 ? ['A', 'B'] : ['B', 'A'];
      await lock(tx, one);
      waiting.add(one);
      await eventually(() => (met ||= waiting.size === 2), 1_500)
        .catch(() => failWith(tx, '40001')) // so that both come again
        .finally(() => waiting.delete(one));
      await lock(tx, two);
    });
    await expectAll(keys, 1);
    await eventually(async () => (await deadlocks()) > 0);
  });

  it('handles everything once and in order when it deadlocks with a session of another program', async () => {
    await stockShelf();
    const other = new pg.Client({ connectionString: bed.database.url, application_name: 'test' });
    await other.connect();
    await other.query(`SET deadlock_timeout = '1min'`); // so that it is not the one that gives way
    await other.query(`BEGIN; SELECT FROM shelf WHERE item_id = 'B' FOR UPDATE`);
    let ended: Promise<unknown> | undefined;
    await start(async (_orders, { tx }) => {
      await lock(tx, 'A');
      ended ??= other.query(`SELECT FROM shelf WHERE item_id = 'A' FOR UPDATE`).then(() => other.query('COMMIT'));
      await lock(tx, 'B');
    });
    const key = uuid();
    await bed.kafka.publishMany(ordersOf(key, 10));
    await expectAll([key], 10);
    await ended;
    await other.end();
    await eventually(async () => (await deadlocks()) > 0);
  });
});
