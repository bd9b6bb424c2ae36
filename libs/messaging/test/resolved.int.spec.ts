import { randomBytes } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectDatabase } from '@orderflow/database';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { DeadLetters, NonRetryableError, type DeadLetter, type DeadLetterFilter } from '../src/index.js';
import { pruneResolved } from '../src/parking/resolved-event.js';
import { order, scripted, type Script } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';

/** Orders noted `never` are dead at once; those noted `bad` fail until they are mended. */
describe('resolved events', () => {
  let bed: TestBed;
  let shop: INestApplication;
  let script: Script;
  let letters: DeadLetters;
  beforeEach(async () => {
    bed = await testBed({ partitions: 1 });
    const handler = scripted();
    script = handler.script;
    shop = await startShop(bed, [handler.Scripted], { retry: { attempts: 100, initialMs: 20, maxMs: 20 } });
    letters = shop.get(DeadLetters);
    breakAgain();
  });
  afterEach(async () => {
    await shop.close();
    await bed.close();
  });
  const breakAgain = () => {
    script.act = (orders) => {
      if (orders.some((o) => o.customerId === 'never')) throw new NonRetryableError('not ever');
      if (orders.some((o) => o.customerId === 'bad')) throw new RangeError('not today');
    };
  };
  const mend = () => (script.act = () => undefined);

  /** Oldest first. */
  const listed = async (filter: DeadLetterFilter) => (await letters.list(filter, undefined, 50)).reverse();
  /** Publishes orders of a new key and waits until they are parked. */
  const park = async (...notes: string[]): Promise<DeadLetter[]> => {
    const key = uuid();
    await bed.kafka.publish(...notes.map((note) => order(key, note)));
    return eventually(async () => {
      const parked = await listed({ key });
      return parked.length === notes.length && parked;
    });
  };
  const keyOf = ({ key }: DeadLetter) => key!.toString();
  const untilHandled = (key: string, count: number) =>
    eventually(async () => {
      const handled = await listed({ key, state: 'handled' });
      return handled.length === count && handled;
    });
  const discard = (letter: DeadLetter) => letters.discard(letter.id, 'a test order', 'ann');

  it('tell how often they failed, at last with what, and when they were through', async () => {
    let failures = 0;
    let mended = false;
    script.act = ([first, second]) => {
      if (mended || first!.customerId !== 'bad') return;
      if (!second) failures++; // with the one behind it, it is not the event's own attempt
      throw new RangeError(`failure ${failures}`);
    };
    const [bad, behind] = await park('bad', 'behind');
    await eventually(() => failures > 2);
    mended = true;
    const [failed, waited] = await untilHandled(keyOf(bad!), 2);
    expect(failed).toMatchObject({
      id: bad!.id,
      state: 'handled',
      attempts: failures,
      errorCode: 'RangeError',
      errorMessage: `failure ${failures}`,
      nextAttemptAt: null,
      parkedAt: bad!.parkedAt,
      head: false,
    });
    expect(failed!.resolvedAt!.getTime()).toBeGreaterThan(failed!.parkedAt.getTime());
    expect(waited).toMatchObject({ id: behind!.id, state: 'handled', attempts: 0, errorCode: null });
    expect(waited!.resolvedAt!.getTime()).toBeGreaterThanOrEqual(failed!.resolvedAt!.getTime());
  });

  it('keep their bytes, their headers, the stack and what operators did', async () => {
    const [letter] = await park('never');
    await letters.redrive(letter!.id, 'ann');
    await eventually(async () => (await letters.find(letter!.id))?.state === 'dead');
    await letters.discard(letter!.id, 'a test order', 'bob');
    const details = await letters.find(letter!.id);
    expect(details).toMatchObject({
      state: 'discarded',
      attempts: 1,
      value: Buffer.from(JSON.stringify(order(keyOf(letter!), 'never'))),
      headers: { ce_type: 'ORDER_CREATED' },
      errorCode: 'NON_RETRYABLE',
      errorStack: expect.stringContaining('not ever') as unknown,
      resolvedAt: expect.any(Date) as unknown,
      head: false,
      actions: [
        { action: 'redrive', actor: 'ann', reason: null },
        { action: 'discard', actor: 'bob', reason: 'a test order' },
      ],
    });
    expect(Math.abs(details!.timestamp.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('are listed where they are asked for, and nowhere else', async () => {
    const [first] = await park('never');
    await discard(first!);
    const [second] = await park('bad');
    mend();
    await untilHandled(keyOf(second!), 1);
    breakAgain();
    await park('never');
    await park('bad');
    const states = async (filter: DeadLetterFilter) => (await listed(filter)).map(({ state }) => state);
    expect(await states({})).toEqual(['dead', 'retrying']);
    expect(await states({ resolved: true })).toEqual(['discarded', 'handled', 'dead', 'retrying']);
    expect(await states({ resolved: true, state: 'dead' })).toEqual(['dead']);
    expect(await states({ state: 'handled' })).toEqual(['handled']);
    expect(await states({ state: 'discarded' })).toEqual(['discarded']);
    expect(await states({ resolved: true, errorCode: 'NON_RETRYABLE' })).toEqual(['discarded', 'dead']);
    expect(await states({ resolved: true, key: keyOf(second!) })).toEqual(['handled']);
    expect(await states({ resolved: true, eventType: 'ORDER_CANCELLED' })).toEqual([]);
  });

  it('stand in one list with those that are parked: each once, even one that is resolved between two pages', async () => {
    const parked: DeadLetter[] = [];
    for (let at = 0; at < 6; at++) parked.push(...(await park('never')));
    await discard(parked[1]!);
    await discard(parked[4]!);
    const page = (before?: number) => letters.list({ resolved: true }, before, 2);
    const first = await page();
    await discard(parked[3]!);
    const second = await page(first[1]!.id);
    await discard(parked[5]!);
    const third = await page(second[1]!.id);
    const ids = parked.map(({ id }) => id).reverse();
    expect([...first, ...second, ...third].map(({ id }) => id)).toEqual(ids);
    expect(await page(third[1]!.id)).toEqual([]);
  });

  it('are there if and only if the attempt is committed', async () => {
    const [letter] = await park('bad');
    const key = keyOf(letter!);
    await bed.database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the inbox refuses'; END $$;
      CREATE TRIGGER refusal BEFORE UPDATE ON inbox FOR EACH ROW EXECUTE FUNCTION refuse()`);
    mend();
    await eventually(async () => (await listed({ key }))[0]?.errorMessage === 'the inbox refuses');
    expect(await listed({ key, state: 'handled' })).toEqual([]);
    expect(await bed.effectsOf(key)).toEqual([]);
    await bed.database.query('DROP TRIGGER refusal ON inbox');
    await untilHandled(key, 1);
    expect(await bed.effectsOf(key)).toEqual(['bad']);
    expect(await listed({ key, resolved: true })).toHaveLength(1);
  });

  it('may have a key as long as Kafka takes', async () => {
    await bed.kafka.send('order-events', { key: randomBytes(100_000), value: 'no event' });
    const [letter] = await eventually(async () => {
      const parked = await listed({});
      return parked.length > 0 && parked;
    });
    expect(await discard(letter!)).toMatchObject({ kind: 'done' });
    expect(await listed({ state: 'discarded' })).toMatchObject([{ id: letter!.id, errorCode: 'NO_TYPE_OR_ID' }]);
  });

  it('are forgotten after seven days, and nothing else is', async () => {
    const db = connectDatabase<unknown>({ url: bed.database.url, poolSize: 1, applicationName: 'prune' });
    const [old] = await park('never');
    const [young] = await park('never');
    const [parked] = await park('never');
    await discard(old!);
    await discard(young!);
    const age = (table: string, column: string, id: number, by: string) =>
      bed.database.query(`UPDATE ${table} SET ${column} = now() - $2::interval WHERE id = $1`, [id, by]);
    await age('resolved_event', 'resolved_at', old!.id, '7 days 1 minute');
    await age('resolved_event', 'resolved_at', young!.id, '6 days 23 hours');
    await age('parked_event', 'parked_at', parked!.id, '1 year');
    expect(await pruneResolved(db)).toBe(1);
    expect((await listed({ resolved: true })).map(({ id }) => id)).toEqual([young!.id, parked!.id]);
    expect(await letters.find(old!.id)).toBeUndefined();
    await db.destroy();
  });
});
