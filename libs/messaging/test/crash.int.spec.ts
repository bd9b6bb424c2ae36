import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { INestApplication, Type } from '@nestjs/common';
import { eventually, type Received } from '@orderflow/testing';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { v7 as uuid } from 'uuid';
import { order, ordersOf, Reserve } from './fixtures/handlers.js';
import { kill, startShopProcess, type ShopSettings } from './fixtures/shop-process.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

jest.setTimeout(120_000);

describe('a process that ends or stops at the worst moment', () => {
  let bed: TestBed;
  let events: Received[];
  const processes: ChildProcess[] = [];
  const shops: INestApplication[] = [];
  beforeEach(async () => {
    bed = await testBed();
    events = await bed.kafka.follow('inventory-events');
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map(kill));
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    await bed.close();
  });

  const start = async (settings: Partial<ShopSettings> = {}) => {
    const shop = await startShopProcess({ ...bed, ...settings });
    processes.push(shop);
    return shop;
  };
  /** In this process. */
  const startHere = async (handlers: readonly Type[]) => {
    const shop = await startShop(bed, handlers, { sessionTimeoutMs: 6_000 });
    shops.push(shop);
    return shop;
  };
  const effects = async () =>
    Number((await bed.database.query<{ effects: string }>('SELECT count(*) AS effects FROM effect'))[0]!.effects);
  const openTransactions = async () =>
    (
      await bed.database.query(
        `SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'shop' AND state = 'idle in transaction'`,
      )
    ).length;

  it('has every effect once and loses nothing when it is killed in the midst of its work, three times', async () => {
    const keys = Array.from({ length: 30 }, () => uuid());
    const orders = keys.flatMap((key) => ordersOf(key, 40));
    await bed.kafka.publishMany(orders.slice(0, 600));
    for (let death = 0; death < 3; death++) {
      const shop = await start({ thinkMs: 50, sessionTimeoutMs: 6_000 });
      if (death === 1) await bed.kafka.publishMany(orders.slice(600));
      const before = await effects();
      await eventually(async () => (await openTransactions()) > 0 && (death === 1 || (await effects()) >= before));
      await kill(shop);
    }
    await start({ sessionTimeoutMs: 6_000 });
    await eventually(async () => (await effects()) === 1_200, 30_000);
    for (const key of keys) {
      expect(await bed.effectsOf(key)).toEqual(ordersOf(key, 40).map((o) => o.customerId));
    }
    // The relay may send a message again, so what counts is which events there are.
    await eventually(() => new Set(events.map(({ headers }) => headers.ce_id)).size === 1_200);
  });

  it('writes nothing twice when it is stopped past its session and goes on, and its successor need not wait for it', async () => {
    const zombie = await start({ thinkMs: 60_000, sessionTimeoutMs: 6_000 });
    const orders = Array.from({ length: 60 }, () => order());
    await bed.kafka.publishMany(orders);
    await eventually(async () => (await openTransactions()) > 0);
    zombie.kill('SIGSTOP');
    await startHere([Reserve]);
    await eventually(async () => (await effects()) === 60, 20_000);
    zombie.kill('SIGCONT');
    await bed.kafka.publishMany(Array.from({ length: 20 }, () => order()));
    await eventually(async () => (await effects()) >= 80, 20_000);
    await kill(zombie);
    await eventually(async () => (await effects()) === 80);
    expect(await bed.database.query('SELECT order_id FROM effect GROUP BY order_id HAVING count(*) > 1')).toEqual([]);
  });

  it('writes nothing twice when it is stopped before a transaction, and begins it after its successor has ended', async () => {
    const zombie = await start({ hesitateMs: 1_000, sessionTimeoutMs: 6_000 });
    const hesitates = once(zombie, 'message');
    const key = uuid();
    await bed.kafka.publishMany(ordersOf(key, 60));
    expect(await hesitates).toEqual(['hesitates', undefined]);
    zombie.kill('SIGSTOP');
    await startHere([Reserve]);
    await eventually(async () => (await effects()) === 60, 30_000);
    const wentOn = once(zombie, 'message');
    zombie.kill('SIGCONT');
    expect(await wentOn).toEqual(['went on', undefined]);
    expect(await bed.effectsOf(key)).toEqual(ordersOf(key, 60).map((o) => o.customerId));
  });

  it('loses the lead of the relay when it is stopped: another process publishes within seconds', async () => {
    const leader = await start();
    await startHere([]);
    leader.kill('SIGSTOP');
    const begun = performance.now();
    await bed.database.query(
      `INSERT INTO outbox (topic, key, value, headers) VALUES ('inventory-events', 'k', '{}', '{}')`,
    );
    await eventually(() => events.length === 1);
    expect(performance.now() - begun).toBeLessThan(8_000);
    leader.kill('SIGCONT');
  });

  it('sends again what a relay sent that was killed before it could delete it; consumers handle it once', async () => {
    const leader = await start({ stalls: true, sessionTimeoutMs: 6_000 });
    const sent = once(leader, 'message');
    const key = uuid();
    const rows = ordersOf(key, 2).map((created) => ({ id: uuid(), value: JSON.stringify(created) }));
    await bed.database.query(
      `INSERT INTO outbox (topic, key, value, headers)
       SELECT 'order-events', $1, convert_to(value, 'UTF8'),
              json_build_object('ce_id', id, 'ce_source', '/shop', 'ce_type', 'ORDER_CREATED')
       FROM json_to_recordset($2) AS row (id text, value text)`,
      [Buffer.from(key), JSON.stringify(rows)],
    );
    expect(await sent).toEqual(['sent', undefined]);
    await kill(leader);
    const orders = await bed.kafka.follow('order-events');
    const successor = await startHere([Reserve]);
    await eventually(() => orders.length === 4);
    const [e1, e2] = rows.map(({ id }) => id);
    expect(orders.map(({ headers }) => headers.ce_id)).toEqual([e1, e2, e1, e2]);
    await eventually(() => tallyOf(successor).duplicates >= 2, 20_000);
    expect(await bed.effectsOf(key)).toEqual(['1', '2']);
  });

  it('ends with a code other than 0 when a transaction does not come to an end', async () => {
    const shop = await start({ thinkMs: 3_600_000, transactionLimitMs: 2_000 });
    const gone = once(shop, 'exit');
    await bed.kafka.publish(order());
    expect(await gone).toEqual([1, null]);
  });

  it('ends with a code other than 0 when its consumer is dead for good', async () => {
    const shop = await start({ broken: true });
    const gone = once(shop, 'exit');
    await bed.kafka.publish(order());
    expect(await gone).toEqual([1, null]);
  });
});
