import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isInfrastructureError } from '@orderflow/database';
import { eventually, type Received } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { DeadLetters, type DeadLetter } from '../src/index.js';
import { order, scripted, type Script } from './fixtures/handlers.js';
import { joined, startShop, testBed, type TestBed } from './fixtures/shop.js';

/** Every order is dead after its first failure: `attempts` is 1. */
describe('dead letters', () => {
  let bed: TestBed;
  let shops: INestApplication[];
  let script: Script;
  let letters: DeadLetters;
  let copies: Received[];
  beforeAll(async () => {
    bed = await testBed();
    copies = await bed.kafka.follow('shop.dead-letters');
    const handler = scripted();
    script = handler.script;
    const start = () => startShop(bed, [handler.Scripted], { retry: { attempts: 1 } });
    shops = [await start(), await start()];
    await Promise.all(shops.map(joined));
    letters = shops[0]!.get(DeadLetters);
  });
  afterAll(async () => {
    await Promise.all(shops.map((shop) => shop.close()));
    await bed.close();
  });
  beforeEach(async () => {
    await bed.database.query('DELETE FROM parked_event');
    script.act = (orders) => {
      if (orders.some((o) => o.customerId.startsWith('bad'))) throw new RangeError('not today');
    };
  });
  const mend = () => (script.act = () => undefined);

  const lettersOf = async (key: string) => (await letters.list({ key }, undefined, 50)).reverse();
  /** Publishes orders of one key and waits until they are parked; answers their letters, the head first. */
  const park = async (key: string, ...notes: string[]): Promise<DeadLetter[]> => {
    await bed.kafka.publish(...notes.map((note) => order(key, note)));
    return eventually(async () => {
      const parked = await lettersOf(key);
      return parked.length === notes.length && parked;
    });
  };
  const effects = (key: string, ...notes: string[]) =>
    eventually(async () => JSON.stringify(await bed.effectsOf(key)) === JSON.stringify(notes));
  const audit = (id: number) =>
    bed.database.query('SELECT action, actor, reason FROM dead_letter_action WHERE parked_event_id = $1', [id]);
  it('lists parked events, the newest first, by what they are and why they failed', async () => {
    const [one, two] = [uuid(), uuid()];
    const [first, behind] = await park(one, 'bad', 'behind');
    const [second] = await park(two, 'bad');
    expect(first).toMatchObject({
      state: 'dead',
      topic: 'order-events',
      key: Buffer.from(one),
      eventType: 'ORDER_CREATED',
      attempts: 1,
      nextAttemptAt: null,
      errorCode: 'RangeError',
      errorMessage: 'not today',
      head: true,
    });
    expect(behind).toMatchObject({ state: 'retrying', attempts: 0, errorCode: null, head: false });
    expect(behind!.nextAttemptAt).toBeInstanceOf(Date);
    const ids = async (...query: Parameters<DeadLetters['list']>) => (await letters.list(...query)).map(({ id }) => id);
    expect(await ids({}, undefined, 50)).toEqual([second!.id, behind!.id, first!.id]);
    expect(await ids({}, second!.id, 1)).toEqual([behind!.id]);
    expect(await ids({ state: 'dead' }, undefined, 50)).toEqual([second!.id, first!.id]);
    expect(await ids({ state: 'retrying', key: one }, undefined, 50)).toEqual([behind!.id]);
    expect(await ids({ errorCode: 'RangeError', eventType: 'ORDER_CREATED' }, undefined, 1)).toEqual([second!.id]);
    expect(await ids({ eventType: 'ORDER_CANCELLED' }, undefined, 50)).toEqual([]);
  });

  it('shows one with its bytes, its headers, where its error came from, and what was done to it', async () => {
    const key = uuid();
    const [letter] = await park(key, 'bad');
    await letters.redrive(letter!.id, 'ann');
    await eventually(async () => (await letters.find(letter!.id))?.state === 'dead');
    const details = await letters.find(letter!.id);
    expect(details).toMatchObject({
      id: letter!.id,
      value: Buffer.from(JSON.stringify(order(key, 'bad'))),
      headers: { ce_type: 'ORDER_CREATED' },
      errorStack: expect.stringContaining('handlers.ts') as unknown,
      actions: [{ action: 'redrive', actor: 'ann', reason: null }],
    });
    expect(Math.abs(details!.timestamp.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await letters.find(0)).toBeUndefined();
  });

  it('redrives a dead event, and what waits behind it follows in order', async () => {
    const key = uuid();
    const [letter] = await park(key, 'bad', 'bad 2', 'good');
    mend();
    expect(await letters.redrive(letter!.id, 'ann')).toMatchObject({
      kind: 'done',
      letter: { state: 'retrying', attempts: 0, head: true },
    });
    await effects(key, 'bad', 'bad 2', 'good');
    expect(await lettersOf(key)).toEqual([]);
    expect(await letters.redrive(letter!.id, 'bob')).toEqual({ kind: 'unchanged', letter: undefined });
    expect(await audit(letter!.id)).toEqual([{ action: 'redrive', actor: 'ann', reason: null }]);
    expect(await letters.discard(letter!.id, 'no use', 'bob')).toEqual({ kind: 'notFound' });
  });

  it('gives a redriven event all its attempts again, and keeps another copy when they fail', async () => {
    const key = uuid();
    const [letter] = await park(key, 'bad');
    await letters.redrive(letter!.id, 'ann');
    await eventually(() => copies.filter((copy) => copy.key === key).length === 2);
    expect(await lettersOf(key)).toMatchObject([{ id: letter!.id, state: 'dead', attempts: 1 }]);
  });

  it('discards a dead event for good, with the reason, and goes on behind it', async () => {
    const key = uuid();
    const [letter] = await park(key, 'bad', 'good');
    expect(await letters.discard(letter!.id, 'a test order', 'ann')).toEqual({ kind: 'done', letter: undefined });
    await effects(key, 'good');
    expect(await letters.discard(letter!.id, 'again', 'bob')).toEqual({ kind: 'unchanged' });
    expect(await letters.redrive(letter!.id, 'bob')).toEqual({ kind: 'notFound' });
    expect(await audit(letter!.id)).toEqual([{ action: 'discard', actor: 'ann', reason: 'a test order' }]);
    expect(await eventually(() => copies.find((copy) => copy.key === key))).toBeDefined();
  });

  it('touches the head of a lane only', async () => {
    const [head, behind] = await park(uuid(), 'bad', 'bad too');
    const refused = { kind: 'notHead', headId: head!.id };
    expect(await letters.redrive(behind!.id, 'ann')).toEqual(refused);
    expect(await letters.discard(behind!.id, 'no use', 'ann')).toEqual(refused);
    expect(await audit(behind!.id)).toEqual([]);
  });

  it('does not discard what is still tried again, and leaves its attempts as they are when it is redriven', async () => {
    const [letter] = await park(uuid(), 'bad');
    await bed.database.query(
      `UPDATE parked_event SET state = 'retrying', attempts = 3, next_attempt_at = now() + '1 h'`,
    );
    expect(await letters.discard(letter!.id, 'no use', 'ann')).toEqual({ kind: 'notDead' });
    expect(await letters.redrive(letter!.id, 'ann')).toMatchObject({ kind: 'unchanged', letter: { attempts: 3 } });
    expect(await audit(letter!.id)).toEqual([]);
  });

  it('knows no event that was never parked', async () => {
    expect(await letters.redrive(0, 'ann')).toEqual({ kind: 'notFound' });
    expect(await letters.discard(0, 'no use', 'ann')).toEqual({ kind: 'notFound' });
  });

  it('does the first of several simultaneous requests, on two replicas, with one audit row', async () => {
    const [one, two] = shops.map((shop) => shop.get(DeadLetters));
    for (let round = 0; round < 5; round++) {
      const [letter] = await park(uuid(), 'bad');
      const lock = await bed.database.hold(`SELECT FROM parked_event WHERE id = ${letter!.id} FOR UPDATE`);
      const outcomes = Promise.all([
        one!.discard(letter!.id, 'no use', 'ann'),
        two!.discard(letter!.id, 'no use', 'bob'),
        one!.redrive(letter!.id, 'cid'),
        two!.redrive(letter!.id, 'dan'),
      ]);
      await lock.end();
      expect((await outcomes).filter(({ kind }) => kind === 'done')).toHaveLength(1);
      expect(await audit(letter!.id)).toHaveLength(1);
    }
  });

  it('waits for an event that is being tried for at most as long as for any lock', async () => {
    const [letter] = await park(uuid(), 'bad');
    const lock = await bed.database.hold(`SELECT FROM parked_event WHERE id = ${letter!.id} FOR UPDATE`);
    const error = await letters.redrive(letter!.id, 'ann').catch((failure: unknown) => failure);
    expect(isInfrastructureError(error)).toBe(true);
    await lock.end();
    expect(await audit(letter!.id)).toEqual([]);
  });

  describe('by filter', () => {
    const all = (perSecond: number, dryRun = false, filter = {}) =>
      letters.redriveAll(filter, { perSecond, dryRun }, 'ann');

    it('counts in a dry run what it would redrive, and changes nothing', async () => {
      const [head] = await park(uuid(), 'bad', 'good');
      await park(uuid(), 'bad');
      const counts = { matching: 2, redriven: 2, waiting: 0 };
      expect(await all(50, true)).toEqual(counts);
      expect(await letters.list({ state: 'dead' }, undefined, 50)).toHaveLength(2);
      expect(await audit(head!.id)).toEqual([]);
      mend();
      expect(await all(50)).toEqual(counts);
      await eventually(async () => (await letters.list({}, undefined, 50)).length === 0);
      expect(await audit(head!.id)).toEqual([{ action: 'redrive', actor: 'ann', reason: null }]);
      expect(await all(50)).toEqual({ matching: 0, redriven: 0, waiting: 0 });
    });

    it('takes only what matches, and leaves what waits behind another', async () => {
      const key = uuid();
      const [head, behind] = await park(key, 'bad', 'good');
      const [other] = await park(uuid(), 'bad');
      await bed.database.query(`UPDATE parked_event SET state = 'dead', error_code = 'OTHER' WHERE id = $1`, [
        behind!.id,
      ]);
      expect(await all(0.001, false, { key })).toEqual({ matching: 2, redriven: 1, waiting: 1 });
      expect(await all(0.001, false, { errorCode: 'OTHER' })).toEqual({ matching: 1, redriven: 0, waiting: 1 });
      expect(await all(0.001, false, { eventType: 'ORDER_CANCELLED' })).toMatchObject({ matching: 0 });
      expect(await audit(head!.id)).toHaveLength(1);
      expect([...(await audit(behind!.id)), ...(await audit(other!.id))]).toEqual([]);
    });

    it('lets them come due one after another', async () => {
      for (let at = 0; at < 3; at++) await park(uuid(), 'bad');
      await all(0.01);
      const due = await bed.database.query<{ after: number }>(`
        SELECT round(extract(epoch FROM next_attempt_at - min(at) OVER ()))::float8 AS after
        FROM parked_event p JOIN dead_letter_action a ON a.parked_event_id = p.id ORDER BY p.id`);
      expect(due.map(({ after }) => after).slice(1)).toEqual([100, 200]);
    });

    it('redrives each once when two replicas are asked at the same time', async () => {
      for (let at = 0; at < 5; at++) await park(uuid(), 'bad');
      const ask = (shop: INestApplication) =>
        shop.get(DeadLetters).redriveAll({}, { perSecond: 0.001, dryRun: false }, 'ann');
      const before = await bed.database.query('SELECT FROM dead_letter_action');
      const counts = await Promise.all([...shops, ...shops].map(ask));
      expect(counts.map(({ redriven }) => redriven).sort()).toEqual([0, 0, 0, 5]);
      expect(await bed.database.query('SELECT FROM dead_letter_action')).toHaveLength(before.length + 5);
    });
  });
});
