import { Controller, Logger, type INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { InventoryReserved, OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import {
  DeadLetters,
  handles,
  MessagingHealth,
  NonRetryableError,
  UnitOfWorkRunner,
  type HandlerContext,
  type MessagingOptions,
} from '../src/index.js';
import { order, ordersOf, reserved, scripted, type Script } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

const QUICK = { attempts: 100, initialMs: 50, maxMs: 50 };
const ignore = () => undefined;
const notes = (orders: readonly OrderCreated[]) => orders.map((o) => o.customerId);

describe('parking', () => {
  let bed: TestBed;
  let script: Script;
  const shops: INestApplication[] = [];
  beforeEach(async () => {
    bed = await testBed({ partitions: 1 });
  });
  afterEach(async () => {
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    await bed.close();
  });

  /** So many replicas of one service, with one script. */
  const start = async (options: Partial<MessagingOptions>, replicas = 1) => {
    const handler = scripted();
    script = handler.script;
    for (let at = 0; at < replicas; at++) shops.push(await startShop(bed, [handler.Scripted], options));
  };
  /** Lets every call fail that has an order with one of these notes. */
  const breakAt = (...broken: string[]) => {
    script.act = (orders) => {
      if (orders.some((o) => broken.includes(o.customerId))) throw new Error('broken');
    };
  };
  const mend = () => (script.act = () => undefined);
  const parked = async () =>
    (await bed.database.query<{ parked: string }>('SELECT count(*) AS parked FROM parked_event'))[0]!.parked;
  const untilParked = (count: number) => eventually(async () => Number(await parked()) === count);
  const effects = async () =>
    (await bed.database.query<{ note: string }>('SELECT note FROM effect ORDER BY id')).map(({ note }) => note);

  it.each([
    [400, 1],
    [400, 4],
  ])('finds k bad events among n with about 2k·log2(n/k) further transactions', async (n, k) => {
    const orders = Array.from({ length: n }, (_, at) =>
      order(uuid(), at % (n / k) === 50 ? `bad ${at}` : `good ${at}`),
    );
    await bed.kafka.publishMany(orders);
    const handler = scripted();
    script = handler.script;
    script.act = (batch) => {
      if (batch.some((o) => o.customerId.startsWith('bad'))) throw new NonRetryableError('bad');
    };
    const shop = await startShop(bed, [handler.Scripted]);
    shops.push(shop);
    const units = shop.get(UnitOfWorkRunner);
    const runWork = units.runWork.bind(units);
    let transactions = 0;
    units.runWork = (body) => {
      transactions++;
      return runWork(body);
    };
    await untilParked(k);
    await eventually(async () => (await effects()).length === n - k);
    expect(await effects()).toEqual(notes(orders).filter((note) => note.startsWith('good')));
    const toFind = 2 * k * Math.ceil(Math.log2(n / k)) + 2 * k;
    expect(transactions).toBeLessThanOrEqual(1 + toFind + k); // the last: to park each
    expect(transactions).toBeGreaterThan(k);
  });

  it('keeps the later events of a failing key in order behind it, while other keys go on', async () => {
    await start({ retry: QUICK });
    breakAt('3');
    const orderId = uuid();
    const other = order(uuid(), 'other');
    await bed.kafka.publishMany(ordersOf(orderId, 20));
    await bed.kafka.publish(other);
    await eventually(async () => (await bed.effectsOf(other.orderId)).length === 1);
    await untilParked(18);
    expect(await bed.effectsOf(orderId)).toEqual(['1', '2']);
    await bed.kafka.publish(order(orderId, '21'));
    await untilParked(19);
    mend();
    await untilParked(0);
    expect(await bed.effectsOf(orderId)).toEqual(notes(ordersOf(orderId, 21)));
    await bed.kafka.publish(order(orderId, '22'));
    await eventually(async () => (await bed.effectsOf(orderId)).at(-1) === '22');
  });

  it('undoes what a failed attempt did, and publishes once when it succeeds', async () => {
    await start({ retry: QUICK });
    breakAt('first');
    const created = order();
    const events = await bed.kafka.follow('inventory-events');
    await bed.kafka.publish(created);
    await eventually(() => script.calls.length > 3);
    mend();
    await untilParked(0);
    const marker = order(created.orderId, 'marker');
    await bed.kafka.publish(marker);
    await eventually(() => events.some(({ data }) => (data as OrderCreated).customerId === 'marker'));
    expect(events).toHaveLength(2);
    expect(await effects()).toEqual(['first', 'marker']);
  });

  it('waits longer after each failure', async () => {
    await start({ retry: { attempts: 100, initialMs: 400, maxMs: 60_000 } });
    const at: number[] = [];
    script.act = () => {
      at.push(performance.now());
      throw new Error('broken');
    };
    await bed.kafka.publish(order());
    await eventually(() => at.length === 4);
    const gaps = at.slice(1).map((time, i) => time - at[i]!);
    gaps.forEach((gap, i) => expect(gap).toBeGreaterThanOrEqual(200 * 2 ** i * 0.99));
  });

  it('gives up after the last attempt: dead, with a copy of the bytes, blocking nothing but its lane', async () => {
    await start({ retry: { ...QUICK, attempts: 3 } });
    const warnings: unknown[] = [];
    Logger.overrideLogger({ log: ignore, error: ignore, warn: (line: unknown) => void warnings.push(line) });
    breakAt('bad');
    const created = order(uuid(), 'bad');
    const deadLetters = await bed.kafka.follow('shop.dead-letters');
    const [id] = await bed.kafka.publish(created, order(created.orderId, 'behind'));
    const letter = await eventually(() => deadLetters[0]);
    Logger.overrideLogger(false);
    expect(warnings.filter((line) => (line as { eventId?: string }).eventId === id)).toMatchObject([
      { key: created.orderId, msg: 'ORDER_CREATED of order-events is tried again later: Error' },
      { key: created.orderId, msg: 'ORDER_CREATED of order-events is a dead letter: Error' },
    ]);
    expect(letter.value).toEqual(Buffer.from(JSON.stringify(created)));
    expect(letter.headers).toMatchObject({ ce_id: id, 'deadletter-offset': '0', 'deadletter-error-message': 'broken' });
    const rows = await bed.database.query('SELECT state, attempts FROM parked_event ORDER BY "offset"');
    expect(rows).toEqual([
      { state: 'dead', attempts: 3 },
      { state: 'retrying', attempts: 0 },
    ]);
    expect(script.calls.filter((call) => call.includes('bad')).length).toBeLessThanOrEqual(1 + 3); // with its batch, then alone
    const other = order(uuid(), 'other');
    await bed.kafka.publish(other);
    await eventually(async () => (await bed.effectsOf(other.orderId)).length === 1);
    expect(await effects()).toEqual(['other']);
  });

  it('pauses the partition and says so when too many events are parked, and goes on when they are gone', async () => {
    const warnings: string[] = [];
    await start({ retry: QUICK, maxParked: 5 });
    Logger.overrideLogger({ log: ignore, error: ignore, warn: (text: string) => void warnings.push(text) });
    script.act = () => {
      throw new Error('a broken deployment');
    };
    const orders = Array.from({ length: 20 }, (_, at) => order(uuid(), String(at)));
    await bed.kafka.publishMany(orders);
    await eventually(() => warnings.some((text) => /order-events\[0\] rests.*5 events are parked already/.test(text)));
    expect(await parked()).toBe('5');
    const { parking } = await shops[0]!.get(MessagingHealth).check();
    expect(parking).toMatchObject({
      state: 'degraded',
      reason: '5 events are parked already: mend the cause, then redrive or discard the dead ones',
      details: { retrying: 5, dead: 0 },
    });
    mend();
    await eventually(async () => (await effects()).length === 20);
    Logger.overrideLogger(false);
    expect((await effects()).sort()).toEqual(notes(orders).sort());
    await untilParked(0);
    expect((await shops[0]!.get(MessagingHealth).check()).parking).toEqual({
      state: 'up',
      details: { retrying: 0, dead: 0 },
    });
  });

  it('has a lane for each topic: a key that is parked on one is handled on the other', async () => {
    @Controller()
    class Confirmations {
      @EventPattern<string>(InventoryReserved.topic, handles(InventoryReserved, { batch: true }))
      async note(@Payload() events: InventoryReserved[], @Ctx() { tx }: HandlerContext): Promise<void> {
        for (const { orderId } of events)
          await sql`INSERT INTO effect VALUES (DEFAULT, ${orderId}, 'other topic')`.execute(tx);
      }
    }
    const handler = scripted();
    script = handler.script;
    breakAt('bad');
    const shop = await startShop(bed, [handler.Scripted, Confirmations], { retry: QUICK });
    shops.push(shop);
    const created = order(uuid(), 'bad');
    await bed.kafka.publish(created);
    await untilParked(1);
    await bed.kafka.publish(reserved(created));
    await eventually(async () => (await bed.effectsOf(created.orderId)).length === 1);
    expect(await bed.effectsOf(created.orderId)).toEqual(['other topic']);
    const tally = tallyOf(shop);
    await eventually(() => tally.parked + tally.handled === 2);
    expect(tally).toMatchObject({ parked: 1, handled: 1 });
  });

  it('retries events without a key each for itself', async () => {
    await start({ retry: QUICK });
    breakAt('first', 'second');
    for (const note of ['first', 'second']) {
      const value = JSON.stringify(order(uuid(), note));
      const headers = { ce_id: uuid(), ce_source: '/test', ce_type: 'ORDER_CREATED' };
      await bed.kafka.send('order-events', { key: null, value, headers });
    }
    await untilParked(2);
    breakAt('first');
    await untilParked(1);
    expect(await effects()).toEqual(['second']);
  });

  it('tries what is due while thousands wait behind a dead event', async () => {
    await start({ retry: QUICK });
    await bed.database.query(`
      INSERT INTO parked_event (consumer_group, topic, partition, "offset", key, headers, "timestamp", lane, state, attempts, next_attempt_at)
      SELECT 'shop', 'order-events', 9, n, 'a', '{}', 0, 'a', CASE n WHEN 1 THEN 'dead' ELSE 'retrying' END, 0, now()
      FROM generate_series(1, 9990) n`);
    await bed.database.query('ANALYZE parked_event');
    breakAt('first');
    await bed.kafka.publish(order());
    await untilParked(9_991);
    mend();
    await untilParked(9_990);
    expect(await effects()).toEqual(['first']);
  });

  it('leaves a dead event dead when what was before it is through', async () => {
    await start({ retry: QUICK });
    breakAt('first');
    const orderId = uuid();
    const copies = await bed.kafka.follow('shop.dead-letters');
    await bed.kafka.publish(order(orderId, 'first'), { ...order(orderId), items: [], constructor: OrderCreated });
    await bed.kafka.publish(order(orderId, 'behind'));
    await untilParked(3);
    mend();
    await untilParked(2);
    const marker = order(uuid(), 'marker');
    breakAt('marker');
    await bed.kafka.publish(marker); // its retries are the proof that the worker has gone on
    await eventually(() => script.calls.filter(([note]) => note === 'marker').length > 3);
    expect(await bed.effectsOf(orderId)).toEqual(['first']);
    expect(copies).toHaveLength(1);
    expect(await shops[0]!.get(DeadLetters).list({ key: orderId, state: 'dead' }, undefined, 1)).toMatchObject([
      { head: true, attempts: 1 },
    ]);
  });

  it('tries an event once each time it is due, also with two replicas', async () => {
    await start({ retry: { attempts: 100, initialMs: 60_000, maxMs: 60_000 } }, 2);
    const orders = Array.from({ length: 40 }, (_, at) => order(uuid(), String(at)));
    script.act = async ([, second], { tx }) => {
      if (!second) await sql`SELECT pg_sleep(0.03)`.execute(tx); // both search before either is through
      throw new Error('broken');
    };
    await bed.kafka.publishMany(orders);
    await untilParked(40);
    await bed.database.query('UPDATE parked_event SET next_attempt_at = now()');
    const attempts = async () =>
      (await bed.database.query<{ attempts: number }>('SELECT attempts FROM parked_event')).map((row) => row.attempts);
    await eventually(async () => (await attempts()).every((count) => count > 1));
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    expect(new Set(await attempts())).toEqual(new Set([2]));
  });

  it('is fair: a long lane does not keep a short one waiting', async () => {
    await start({ retry: { attempts: 100, initialMs: 60_000, maxMs: 60_000 } });
    breakAt('1', 'short');
    const long = uuid();
    const short = order(uuid(), 'short');
    await bed.kafka.publishMany(ordersOf(long, 150));
    await bed.kafka.publish(short);
    await untilParked(151);
    mend();
    await bed.database.query(
      `UPDATE parked_event SET next_attempt_at = now() - (key = $1)::int * interval '1 s'`, // both due, the long lane first
      [Buffer.from(long)],
    );
    await untilParked(0);
    expect((await effects()).indexOf('short')).toBeLessThan(2);
    expect(await bed.effectsOf(long)).toEqual(notes(ordersOf(long, 150)));
  });

  it('tries other lanes while one waits for a lock', async () => {
    await start({ retry: QUICK });
    await bed.database.query(`INSERT INTO stock VALUES ('A')`);
    breakAt('locked', 'free');
    const [locked, free] = [order(uuid(), 'locked'), order(uuid(), 'free')];
    await bed.kafka.publish(locked, free);
    await untilParked(2);
    const lock = await bed.database.hold(`SELECT FROM stock WHERE item_id = 'A' FOR UPDATE`);
    script.act = async ([first], { tx }) => {
      if (first!.customerId === 'locked') await sql`SELECT FROM stock WHERE item_id = 'A' FOR UPDATE`.execute(tx);
    };
    await eventually(async () => (await bed.effectsOf(free.orderId)).length === 1);
    expect(await bed.effectsOf(locked.orderId)).toEqual([]);
    await lock.end();
    await untilParked(0);
    expect(await bed.effectsOf(locked.orderId)).toEqual(['locked']);
  });

  it('never runs two events of a lane at once, also with two replicas', async () => {
    await start({ retry: QUICK }, 2);
    const lanes = Array.from({ length: 5 }, () => uuid());
    breakAt('1');
    await bed.kafka.publishMany(lanes.flatMap((lane) => ordersOf(lane, 20)));
    await untilParked(100);
    const running = new Map<string, number>();
    let most = 0;
    let lanesAtOnce = 0;
    script.act = async ([first], { tx }) => {
      const { orderId } = first!;
      running.set(orderId, (running.get(orderId) ?? 0) + 1);
      most = Math.max(most, running.get(orderId)!);
      lanesAtOnce = Math.max(lanesAtOnce, [...running.values()].filter((count) => count > 0).length);
      await sql`SELECT pg_sleep(0.005)`.execute(tx);
      running.set(orderId, running.get(orderId)! - 1);
    };
    await untilParked(0);
    expect(most).toBe(1);
    expect(lanesAtOnce).toBe(2);
    for (const lane of lanes) expect(await bed.effectsOf(lane)).toEqual(notes(ordersOf(lane, 20)));
  });
});
