import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { InventoryReserved, OrderCancelled, OrderConfirmed, OrderCreated } from '@orderflow/contracts';
import { connectDatabase } from '@orderflow/database';
import { eventually } from '@orderflow/testing';
import { sql, type Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Tables, Tx } from '../src/database/tables.js';
import { ArrivalsRepository } from '../src/event-log/arrivals.repository.js';
import { EventLogRepository } from '../src/event-log/event-log.repository.js';
import { ArrivalsWatch } from '../src/stream/arrivals-watch.js';
import { EventSource } from './fixtures/event-source.js';
import { orderOf } from './fixtures/events.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

const pace = { refreshMs: 50, heartbeatMs: 15_000, retryMs: 3_000 };

interface Told {
  readonly at: string;
  readonly total: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly sample: readonly { readonly id: string; readonly type: string; readonly orderId: string }[];
}

describe('arrivals in the event log', () => {
  let bed: TestBed;
  let db: Kysely<Tables>;
  beforeAll(async () => {
    bed = await startTestBed(pace);
    db = connectDatabase<Tables>({ url: bed.database.url, poolSize: 4, applicationName: 'test' });
  });
  afterAll(async () => {
    await db.destroy();
    await bed.close();
  });

  describe('looked at', () => {
    const begin = async () => {
      const watch = new ArrivalsWatch(new ArrivalsRepository(db));
      await watch.look();
      return watch;
    };
    const write = (events: readonly object[], on: Kysely<Tables> | Tx = db) => {
      const at = { topic: 'order-events', partition: 0, offset: '0', source: '/test', time: new Date() };
      const recorded = events.map((event, n) => ({
        event: event as { orderId: string },
        metadata: { ...at, id: uuid(), type: 'ORDER_CREATED', time: new Date(at.time.getTime() + n) },
      }));
      return new EventLogRepository(db).append(on as Tx, recorded);
    };
    const orders = (count: number) => Array.from({ length: count }, () => orderOf().created);

    it('are each told once, also when a transaction commits after one that began later', async () => {
      const watch = await begin();
      const late = await db.startTransaction().execute();
      await write(orders(2), late);
      await write(orders(3));
      expect(await watch.look()).toMatchObject({ byType: { ORDER_CREATED: 3 } });
      expect(await watch.look()).toBeUndefined();
      await late.commit().execute();
      expect(await watch.look()).toMatchObject({ byType: { ORDER_CREATED: 2 } });
      expect(await watch.look()).toBeUndefined();
    });

    it('are told when they were written behind a savepoint, as by a retry', async () => {
      const watch = await begin();
      const tx = await db.startTransaction().execute();
      const retried = await tx.savepoint('attempt').execute();
      await write(orders(1), retried);
      expect(await watch.look()).toBeUndefined();
      await tx.commit().execute();
      expect(await watch.look()).toMatchObject({ byType: { ORDER_CREATED: 1 } });
      expect(await watch.look()).toBeUndefined();
    });

    it('are all counted, and 40 of them shown that are spread over all, oldest first', async () => {
      const watch = await begin();
      await write(orders(1_000));
      const { byType, sample } = (await watch.look())!;
      expect(byType).toEqual({ ORDER_CREATED: 1_000 });
      expect(sample).toHaveLength(40);
      const times = sample.map(({ time }) => time.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(times.slice(1).map((time, at) => time - times[at]!))).toEqual(new Set([25]));
    });

    it('are found without reading the log', async () => {
      await write(orders(1));
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        EXPLAIN SELECT FROM event_log WHERE ingested_at >= now() - interval '5 seconds'`.execute(db);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index');
      expect(plan).not.toContain('Seq Scan');
    });
  });

  describe('on the stream', () => {
    const clients: EventSource[] = [];
    afterEach(() => Promise.all(clients.splice(0).map((client) => client.leave())));

    const toldTo = ({ frames }: EventSource) =>
      frames.filter(({ event }) => event === 'events').map(({ data }) => JSON.parse(data!) as Told);
    const shownTo = (client: EventSource) => toldTo(client).flatMap(({ sample }) => sample);
    const countedFor = (client: EventSource, type: { type: string }) =>
      toldTo(client).reduce((sum, { byType }) => sum + (byType[type.type] ?? 0), 0);

    /** A client that is told what comes from now on: what came before its first look is not. */
    const connect = async (query = '?events=true', { url } = bed.first) => {
      const client = await EventSource.connect(`${url}/analytics/stream${query}`);
      clients.push(client);
      if (query === '') return client;
      await eventually(async () => {
        await bed.kafka.publish(orderOf().released);
        return toldTo(client).length > 0;
      });
      return client;
    };

    it('are told with where they came from, each once', async () => {
      const client = await connect();
      const { orderId, created, reserved, processed, confirmed, cancelled } = orderOf();
      const ids = await bed.kafka.publish(created, reserved, processed, confirmed, cancelled);
      const of = () => shownTo(client).filter((event) => event.orderId === orderId);
      await eventually(() => of().length >= ids.length);
      expect(of().map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      expect(of()).toHaveLength(ids.length);
      expect(of().find(({ id }) => id === ids[1])).toEqual({
        id: ids[1],
        type: 'INVENTORY_RESERVED',
        orderId,
        topic: 'inventory-events',
        partition: expect.any(Number),
        offset: expect.any(Number),
        source: '/test',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
      });
      for (const type of [OrderCreated, InventoryReserved, OrderConfirmed, OrderCancelled]) {
        expect(countedFor(client, type)).toBe(1);
      }
      for (const { at, total, byType } of toldTo(client)) {
        expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
        expect(Object.values(byType).reduce((sum, count) => sum + count, 0)).toBe(total);
      }
    });

    it('are not told to a client that does not ask for them, nor repeated to one that comes later', async () => {
      const [listening, silent] = [await connect(), await connect('')];
      const { created } = orderOf();
      const [id] = await bed.kafka.publish(created);
      await eventually(() => shownTo(listening).some((event) => event.id === id));
      const late = await connect();
      expect(shownTo(late).map((event) => event.id)).not.toContain(id);
      await eventually(() => silent.events.length > 0);
      expect(new Set(silent.events.map(({ event }) => event))).toEqual(new Set(['summary']));
    });

    it('are told by every instance, whichever has recorded them, all of them and none twice', async () => {
      const other = await bed.startInstance();
      const listening = [await connect(), await connect('?events=true', other)];
      const before = listening.map((client) => countedFor(client, OrderCreated));
      await bed.kafka.publishMany(Array.from({ length: 2_000 }, () => orderOf().created));
      for (const [at, client] of listening.entries()) {
        await eventually(() => countedFor(client, OrderCreated) >= before[at]! + 2_000);
      }
      await bed.kafka.publish(orderOf().declined);
      for (const [at, client] of listening.entries()) {
        await eventually(() => shownTo(client).some(({ type }) => type === 'ORDER_DECLINED'));
        expect(countedFor(client, OrderCreated)).toBe(before[at]! + 2_000);
      }
      await other.close();
      await listening[1]!.ended;
    });

    it('are those of one customer’s orders for who asks for no others', async () => {
      const client = await EventSource.connect(`${bed.first.url}/analytics/stream?events=true&customerId=CUST-7`);
      clients.push(client);
      const own: string[] = [];
      await eventually(async () => {
        const [order, other] = [orderOf(undefined, 'CUST-7'), orderOf(undefined, 'CUST-8')];
        own.push(order.orderId);
        await bed.kafka.publish(other.created, order.created);
        return shownTo(client).length > 0;
      });
      expect(own).toEqual(expect.arrayContaining(shownTo(client).map(({ orderId }) => orderId)));
      expect(new Set(client.events.map(({ event }) => event))).toEqual(new Set(['events']));
    });

    it('refuses a query that it does not understand', async () => {
      for (const query of ['events=yes', 'event=true', 'customerId=']) {
        const answer = await bed.get(`/analytics/stream?${query}`);
        expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: query.split('=')[0] }] } });
      }
    });
  });
});
