import { Logger, type INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { NonRetryableError, type MessagingOptions } from '../src/index.js';
import { order, ordersOf, scripted, type Script } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';

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

  it('finds k bad events among n with about 2k·log2(n/k) further transactions', async () => {
    const [n, k] = [400, 4];
    const orders = Array.from({ length: n }, (_, at) => order(uuid(), at % 100 === 50 ? `bad ${at}` : `good ${at}`));
    await bed.kafka.publishMany(orders);
    const handler = scripted();
    script = handler.script;
    script.act = (batch) => {
      if (batch.some((o) => o.customerId.startsWith('bad'))) throw new NonRetryableError('bad');
    };
    shops.push(await startShop(bed, [handler.Scripted]));
    await untilParked(k);
    await eventually(async () => (await effects()).length === n - k);
    expect(await effects()).toEqual(notes(orders).filter((note) => note.startsWith('good')));
    expect(script.calls.length).toBeLessThanOrEqual(1 + 2 * k * Math.ceil(Math.log2(n / k)) + 2 * k);
  });

  it('keeps the later events of a failing key in order behind it, while other keys go on', async () => {
    await start({ retry: QUICK });
    breakAt('3');
    const orderId = uuid();
    const other = order(uuid(), 'other');
    await bed.kafka.publishMany(ordersOf(orderId, 20));
    await bed.kafka.publish(other);
    await eventually(async () => (await bed.effectsOf(other.orderId)).length === 1);
    expect(await bed.effectsOf(orderId)).toEqual(['1', '2']);
    expect(await parked()).toBe('18');
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
    breakAt('bad');
    const created = order(uuid(), 'bad');
    const deadLetters = await bed.kafka.follow('shop.dead-letters');
    const [id] = await bed.kafka.publish(created, order(created.orderId, 'behind'));
    const letter = await eventually(() => deadLetters[0]);
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
    mend();
    await eventually(async () => (await effects()).length === 20);
    Logger.overrideLogger(false);
    expect((await effects()).sort()).toEqual(notes(orders).sort());
  });

  it('is fair: a long lane does not keep a short one waiting', async () => {
    await start({ retry: QUICK });
    breakAt('1', 'short');
    const long = uuid();
    const short = order(uuid(), 'short');
    await bed.kafka.publishMany(ordersOf(long, 150));
    await bed.kafka.publish(short);
    await untilParked(151);
    mend();
    await untilParked(0);
    expect((await effects()).indexOf('short')).toBeLessThan(50);
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
