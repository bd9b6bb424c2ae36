import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectDatabase } from '@orderflow/database';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { enterInbox, pruneInbox } from '../src/inbox/inbox.js';
import { readMessage, type Incoming, type Message } from '../src/unit-of-work/incoming.js';
import { order, Reserve } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

describe('inbox', () => {
  let bed: TestBed;
  let shop: INestApplication;
  beforeAll(async () => {
    bed = await testBed({ partitions: 1 });
    shop = await startShop(bed, [Reserve]);
  });
  afterAll(async () => {
    await shop.close();
    await bed.close();
  });

  const settled = (orderId: string) => eventually(async () => (await bed.effectsOf(orderId)).includes('marker'));
  const send = (orderId: string, ids: readonly { readonly id: string; readonly source?: string }[]) =>
    bed.kafka.publishAs([...ids.map((id) => ({ event: order(orderId), ...id })), { event: order(orderId, 'marker') }]);

  it('knows an event again that comes twice in one batch, or later', async () => {
    const [orderId, id] = [uuid(), uuid()];
    await send(orderId, [{ id }, { id }]);
    await settled(orderId);
    await bed.kafka.publishAs([{ event: order(orderId), id }, { event: order(orderId, 'last') }]);
    await eventually(async () => (await bed.effectsOf(orderId)).includes('last'));
    expect(await bed.effectsOf(orderId)).toEqual(['first', 'marker', 'last']);
    const tally = tallyOf(shop);
    await eventually(() => tally.duplicates + tally.handled === 5);
    expect(tally).toMatchObject({ duplicates: 2, handled: 3 });
  });

  it('leaves e1 before e2 when a relay has sent e1 e2 e1', async () => {
    const db = connectDatabase<unknown>({ url: bed.database.url, poolSize: 1, applicationName: 'inbox' });
    const [e1, e2] = [1, 2].map((n) => readMessage(messageWith(`${n}-${uuid()}`), [])) as [Incoming, Incoming];
    const entered = await db.transaction().execute((tx) => enterInbox(tx, [e1, e2, e1]));
    expect(entered).toEqual([e1, e2]);
    await db.destroy();
  });

  it('takes the same id from another source for another event', async () => {
    const [orderId, id] = [uuid(), uuid()];
    await send(orderId, [
      { id, source: '/one' },
      { id, source: '/two' },
    ]);
    await settled(orderId);
    expect(await bed.effectsOf(orderId)).toEqual(['first', 'first', 'marker']);
  });

  it('does not mix up a source and an id that read the same when they are joined', async () => {
    const orderId = uuid();
    await send(orderId, [
      { source: 'a\nb', id: `c${orderId}` },
      { source: 'a', id: `b\nc${orderId}` },
    ]);
    await settled(orderId);
    expect(await bed.effectsOf(orderId)).toEqual(['first', 'first', 'marker']);
  });

  it('knows a message without an id by its place in Kafka', async () => {
    const orderId = uuid();
    await bed.kafka.send('order-events', { key: orderId, value: 'no envelope' });
    await send(orderId, []);
    await settled(orderId);
    const ids = await bed.database.query<{ id: string }>(`SELECT id FROM inbox WHERE source = ''`);
    expect(ids).toEqual([{ id: expect.stringMatching(/^order-events:0:\d+$/) as unknown }]);
  });

  it('forgets what is older than its retention, in bounded steps, and nothing else', async () => {
    const db = connectDatabase<unknown>({ url: bed.database.url, poolSize: 1, applicationName: 'prune' });
    const remembered = await bed.database.query('SELECT FROM inbox');
    await bed.database.query(`
      INSERT INTO inbox (source, id, handled_at)
      SELECT '/old', n::text, now() - interval '11 days' FROM generate_series(1, 12000) n`);
    await bed.database.query(
      `INSERT INTO inbox (source, id, handled_at, fate) VALUES ('/old', 'still parked', now() - interval '11 days', 'parked')`,
    );
    await bed.database.query(`
      CREATE TABLE step (deleted integer NOT NULL);
      CREATE FUNCTION note_step() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO step SELECT count(*) FROM gone; RETURN NULL; END $$;
      CREATE TRIGGER steps AFTER DELETE ON inbox REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION note_step()`);
    expect(await pruneInbox(db, 10 * 24 * 60 * 60 * 1_000)).toBe(12_000);
    expect(await bed.database.query('SELECT deleted FROM step')).toEqual([
      { deleted: 5_000 },
      { deleted: 5_000 },
      { deleted: 2_000 },
    ]);
    expect(await bed.database.query('SELECT FROM inbox')).toHaveLength(remembered.length + 1);
    await db.destroy();
  });
});

const messageWith = (id: string): Message => ({
  topic: 'order-events',
  partition: 0,
  offset: '0',
  key: null,
  value: null,
  headers: { ce_id: id, ce_source: '/order-api', ce_type: 'ORDER_CREATED' },
  timestamp: '0',
});
