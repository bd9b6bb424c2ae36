import { Controller, type INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { eventOf, InventoryReserved, OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { handles, KafkaTransport, NonRetryableError, UnitOfWorkRunner, type HandlerContext } from '../src/index.js';
import {
  failWith,
  gate,
  order,
  ordersOf,
  recordEffects,
  reserved,
  scripted,
  type Script,
} from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

const sizes = ({ calls }: Script) => calls.map((call) => call.length);
const asReserved = (data: InventoryReserved) => eventOf(InventoryReserved, data);
const notes = (orders: readonly OrderCreated[]) => orders.map((o) => o.customerId);

describe('unit of work', () => {
  let bed: TestBed;
  let shop: INestApplication;
  let script: Script;
  beforeEach(async () => {
    bed = await testBed();
  });
  afterEach(async () => {
    await shop.close();
    await bed.close();
  });

  const start = async (options: Parameters<typeof startShop>[2] = {}) => {
    const handler = scripted();
    script = handler.script;
    shop = await startShop(bed, [handler.Scripted], options);
  };
  const counts = () => tallyOf(shop);
  const parked = () => bed.database.query('SELECT error_code FROM parked_event');
  const settled = (orderId: string, note = 'marker') =>
    eventually(async () => (await bed.effectsOf(orderId)).includes(note));

  it('commits neighbours of an event whose handler swallows an SQL error, and parks that event', async () => {
    @Controller()
    class Careless {
      @EventPattern<string>(OrderCreated.topic, handles(OrderCreated, { batch: true }))
      async reserve(@Payload() orders: OrderCreated[], @Ctx() { tx }: HandlerContext): Promise<void> {
        await recordEffects(tx, orders);
        if (notes(orders).includes('careless')) await sql`SELECT 1 / 0`.execute(tx).catch(() => undefined);
      }
    }
    shop = await startShop(bed, [Careless]);
    const orders = [order(uuid(), 'a'), order(uuid(), 'careless'), order(uuid(), 'b')];
    await bed.kafka.publishMany(orders);
    await settled(orders[0]!.orderId, 'a');
    await settled(orders[2]!.orderId, 'b');
    await eventually(async () => (await parked()).length === 1);
    expect(await parked()).toEqual([{ error_code: 'TransactionRolledBack' }]);
  });

  it.each([
    [
      'ends itself in the midst of a statement',
      (tx: HandlerContext['tx']) => sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(tx),
    ],
    ['is ended while the handler thinks', () => bed.database.cutConnections()],
  ])('tries again when its connection %s, once in effect, and the process lives on', async (_, cut) => {
    await start();
    script.act = async (_orders, { tx }) => {
      if (script.calls.length === 1) await cut(tx);
    };
    const events = await bed.kafka.follow('inventory-events');
    const created = order();
    await bed.kafka.publish(created);
    await eventually(() => script.calls.length === 2);
    await settled(created.orderId, 'first');
    await bed.kafka.publish(order(created.orderId, 'marker'));
    await eventually(() => events.some(({ data }) => (data as OrderCreated).customerId === 'marker'));
    expect(await bed.effectsOf(created.orderId)).toEqual(['first', 'marker']);
    expect(events).toHaveLength(2);
    expect(await parked()).toEqual([]);
  });

  it('tries a serialization failure again', async () => {
    await start();
    script.act = async (_orders, { tx }) => {
      if (script.calls.length < 3) await failWith(tx, '40001');
    };
    const created = order();
    await bed.kafka.publish(created);
    await settled(created.orderId, 'first');
    expect(script.calls).toEqual([['first'], ['first'], ['first']]);
    expect(await parked()).toEqual([]);
  });

  it('halves a chunk at once that runs into a deadlock', async () => {
    const orderId = uuid();
    await bed.kafka.publishMany(ordersOf(orderId, 40));
    const handler = scripted();
    script = handler.script;
    script.act = async (orders, { tx }) => {
      if (orders.length > 10) await failWith(tx, '40P01');
    };
    shop = await startShop(bed, [handler.Scripted]);
    await settled(orderId, '40');
    expect(sizes(script)).toEqual([40, 20, 10, 10, 20, 10, 10]);
    expect(await bed.effectsOf(orderId)).toEqual(notes(ordersOf(orderId, 40)));
  });

  it('tries a chunk five times that runs into a time-out, then halves it', async () => {
    const orderId = uuid();
    await bed.kafka.publishMany(ordersOf(orderId, 40));
    const handler = scripted();
    script = handler.script;
    script.act = async (orders, { tx }) => {
      if (orders.length > 20) await failWith(tx, '57014');
    };
    shop = await startShop(bed, [handler.Scripted]);
    await settled(orderId, '40');
    expect(sizes(script)).toEqual([40, 40, 40, 40, 40, 20, 20]);
    expect(await bed.effectsOf(orderId)).toEqual(notes(ordersOf(orderId, 40)));
    expect(await parked()).toEqual([]);
  });

  it('lets other partitions go on while one waits for a lock, without a hot loop, and recovers when it is free', async () => {
    await start();
    await bed.database.query(`INSERT INTO stock VALUES ('A')`);
    const lock = await bed.database.hold(`SELECT FROM stock WHERE item_id = 'A' FOR UPDATE`);
    script.act = async (orders, { tx }) => {
      if (notes(orders).includes('locked')) await sql`SELECT FROM stock WHERE item_id = 'A' FOR UPDATE`.execute(tx);
    };
    const locked = order(uuid(), 'locked');
    const attempts = () => script.calls.filter((call) => call.includes('locked')).length;
    await bed.kafka.publish(locked);
    await eventually(() => attempts() === 1);
    const others = Array.from({ length: 30 }, () => order(uuid(), 'other'));
    await bed.kafka.publishMany(others);
    await eventually(() => attempts() === 2);
    const inTime = await bed.database.query(`SELECT DISTINCT order_id FROM effect WHERE note = 'other'`);
    expect(inTime.length).toBeGreaterThanOrEqual(20); // all but those on the partition that waits
    await lock.end();
    await settled(locked.orderId, 'locked');
    expect(attempts()).toBeLessThanOrEqual(3);
    await eventually(async () => (await bed.database.query('SELECT FROM effect')).length === 31);
    expect(await parked()).toEqual([]);
  });

  it('throws away what was published at each retry and split: nothing leaves twice, nothing that failed leaves', async () => {
    const orders = Array.from({ length: 40 }, (_, at) => order(uuid(), at % 20 === 7 ? 'bad' : 'good'));
    await bed.kafka.publishMany(orders);
    const events = await bed.kafka.follow('inventory-events');
    const handler = scripted();
    script = handler.script;
    let failures = 2;
    script.act = async (batch, { tx }) => {
      if (failures-- > 0) await failWith(tx, '40001');
      if (notes(batch).includes('bad')) throw new NonRetryableError('bad');
    };
    shop = await startShop(bed, [handler.Scripted]);
    await eventually(() => counts().handled === 38);
    const marker = order(uuid(), 'marker');
    await bed.kafka.publish(marker);
    await eventually(() => events.length >= 39);
    expect(events.map(({ key }) => key).sort()).toEqual(
      [...orders.filter((o) => o.customerId === 'good'), marker].map((o) => o.orderId).sort(),
    );
    expect(counts()).toMatchObject({ handled: 39, dead: 2, skipped: 0 });
  });

  it('calls back after the commit, once, and not for what was rolled back', async () => {
    await start();
    const seen: Promise<string[]>[] = [];
    let failures = 1;
    script.act = async ([first], { tx, afterCommit }) => {
      afterCommit(() => seen.push(bed.effectsOf(first!.orderId)));
      if (failures-- > 0) await failWith(tx, '40001');
    };
    const created = order();
    await bed.kafka.publish(created);
    await settled(created.orderId, 'first');
    await eventually(() => seen.length > 0);
    expect(await Promise.all(seen)).toEqual([['first']]);
  });

  it('cuts off a handler that holds a lock and does nothing, after 5 s', async () => {
    await start();
    await bed.database.query(`INSERT INTO stock VALUES ('A')`);
    const idle = gate();
    script.act = async (_orders, { tx }) => {
      if (script.calls.length > 1) return;
      await sql`SELECT FROM stock WHERE item_id = 'A' FOR UPDATE`.execute(tx);
      await idle.passed;
    };
    const created = order();
    await bed.kafka.publish(created);
    await eventually(() => script.calls.length === 1);
    await bed.database.query('SET lock_timeout = 8000');
    const begun = performance.now();
    await bed.database.query(`UPDATE stock SET taken = 1 WHERE item_id = 'A'`);
    expect(performance.now() - begun).toBeLessThan(7_000);
    idle.open();
    await settled(created.orderId, 'first');
    expect(await bed.effectsOf(created.orderId)).toEqual(['first']);
  });

  it('keeps its partition through a batch that takes longer than the session time-out', async () => {
    await start({ sessionTimeoutMs: 6_000 });
    script.act = async (_orders, { tx }) => {
      if (script.calls.length === 1) await sql`SELECT pg_sleep(7.5)`.execute(tx);
    };
    const created = order();
    await bed.kafka.publish(created);
    await settled(created.orderId, 'first');
    expect(shop.get(KafkaTransport).state).toBe('joined');
    await bed.kafka.publish(order(created.orderId, 'marker'));
    await settled(created.orderId);
    expect(script.calls).toEqual([['first'], ['marker']]);
    expect(counts().duplicates).toBe(0);
  });

  it('gives a handler of single events a transaction for each', async () => {
    @Controller()
    class Single {
      @EventPattern<string>(OrderCreated.topic, handles(OrderCreated))
      async reserve(@Payload() created: OrderCreated, @Ctx() { tx }: HandlerContext): Promise<void> {
        await recordEffects(tx, [created]);
      }
    }
    shop = await startShop(bed, [Single]);
    const orderId = uuid();
    await bed.kafka.publishMany(ordersOf(orderId, 10));
    await settled(orderId, '10');
    expect(await bed.database.query('SELECT DISTINCT xmin::text FROM effect')).toHaveLength(10);
    expect(await bed.effectsOf(orderId)).toEqual(notes(ordersOf(orderId, 10)));
  });

  it('skips what the content filter leaves out', async () => {
    @Controller()
    class Filtered {
      @EventPattern<string>(
        OrderCreated.topic,
        handles(OrderCreated, { batch: true, where: (o) => o.customerId !== 'no' }),
      )
      async reserve(@Payload() orders: OrderCreated[], @Ctx() { tx }: HandlerContext): Promise<void> {
        await recordEffects(tx, orders);
      }
    }
    shop = await startShop(bed, [Filtered]);
    const orderId = uuid();
    await bed.kafka.publish(order(orderId, 'no'), order(orderId, 'yes'));
    await settled(orderId, 'yes');
    expect(await bed.effectsOf(orderId)).toEqual(['yes']);
    expect(counts()).toMatchObject({ handled: 1, skipped: 1 });
  });

  it('lets nothing leave that violates its contract: the event that caused it is parked', async () => {
    await start();
    script.act = (orders, { publish }) => publish(orders.map((o) => ({ ...reserved(o), items: [] })).map(asReserved));
    const created = order();
    await bed.kafka.publish(created);
    await eventually(async () => (await parked()).length === 1);
    expect(await parked()).toEqual([{ error_code: 'CONTRACT_VIOLATION' }]);
    expect(await bed.effectsOf(created.orderId)).toEqual([]);
  });

  it('hands correlation and trace on, each event its own', async () => {
    await start();
    const events = await bed.kafka.follow('inventory-events');
    const orders = [order(), order()];
    for (const [at, created] of orders.entries()) {
      await bed.kafka.send('order-events', {
        key: created.orderId,
        value: JSON.stringify(created),
        headers: {
          ce_id: `id-${at}`,
          ce_source: '/test',
          ce_type: 'ORDER_CREATED',
          correlationid: `request-${at}`,
          traceparent: `00-${at}`,
        },
      });
    }
    await eventually(() => events.length === 2);
    for (const [at, { orderId }] of orders.entries()) {
      expect(events.find(({ key }) => key === orderId)!.headers).toMatchObject({
        causationid: `id-${at}`,
        correlationid: `request-${at}`,
        traceparent: `00-${at}`,
      });
    }
  });

  it('tells a handler where its events came from', async () => {
    await start();
    const told: unknown[] = [];
    script.act = (orders, { metadataOf }) => {
      told.push(metadataOf(orders[0]!));
      expect(() => metadataOf({})).toThrow(TypeError);
    };
    const [id] = await bed.kafka.publish(order());
    await eventually(() => told.length === 1);
    expect(told[0]).toMatchObject({ id, source: '/test', type: 'ORDER_CREATED', topic: 'order-events', offset: '0' });
  });

  describe('outside of a handler', () => {
    it('commits what is done and what is published together', async () => {
      await start();
      const events = await bed.kafka.follow('inventory-events');
      const [kept, dropped] = [order(uuid(), 'kept'), order(uuid(), 'dropped')];
      const run = (created: OrderCreated, fail: boolean) =>
        shop.get(UnitOfWorkRunner).run(
          async ({ tx, publish }) => {
            await recordEffects(tx, [created]);
            publish(reserved(created));
            if (fail) throw new Error('no');
            return 'done';
          },
          { correlationId: 'request-1' },
        );
      await expect(run(dropped, true)).rejects.toThrow('no');
      await expect(run(kept, false)).resolves.toBe('done');
      const event = await eventually(() => events[0]);
      expect(event).toMatchObject({ key: kept.orderId, headers: { correlationid: 'request-1' } });
      expect(await bed.effectsOf(dropped.orderId)).toEqual([]);
      expect(events).toHaveLength(1);
    });
  });
});
