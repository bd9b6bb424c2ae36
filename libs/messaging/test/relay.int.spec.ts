import type { INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { InventoryReserved } from '@orderflow/contracts';
import { eventually, type Received } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import {
  MessagingHealth,
  OutboxBound,
  OutboxFull,
  Relay,
  UnitOfWorkRunner,
  type MessagingOptions,
} from '../src/index.js';
import { Nudge } from '../src/outbox/nudge.js';
import { Publisher } from '../src/outbox/publisher.js';
import { order, reserved } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

const event = (key: string, note: string) => reserved(order(key, note));
const noteOf = ({ data }: Received) => (data as InventoryReserved).customerId;
const INSERT = `INSERT INTO outbox (topic, key, value, headers) VALUES`;
const row = (key: string | null, note: string, bytes = 0, topic = 'inventory-events') => {
  const value = JSON.stringify({ ...event(uuid(), note), padding: 'x'.repeat(bytes) });
  return `('${topic}', ${key === null ? 'NULL' : `'${key}'`}, '${value}', '{}')`;
};

/** Lets every relay wait until it is nudged, however long that takes. */
function neverPoll(): void {
  const wait = Reflect.get(Nudge.prototype, 'wait');
  jest.spyOn(Nudge.prototype, 'wait').mockImplementation(function (this: Nudge) {
    return wait.call(this, 2 ** 31 - 1);
  });
}

describe('relay', () => {
  let bed: TestBed;
  let events: Received[];
  const shops: INestApplication[] = [];
  beforeEach(async () => {
    bed = await testBed();
    events = await bed.kafka.follow('inventory-events');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    await bed.close();
  });

  const start = async (options: Partial<MessagingOptions> = {}) => {
    const shop = await startShop(bed, [], options);
    shops.push(shop);
    return shop;
  };
  const relayOf = (shop: INestApplication) => shop.get(Relay);
  const publish = (shop: INestApplication, ...list: object[]) =>
    shop.get(UnitOfWorkRunner).run(({ publish: add }) => Promise.resolve(add(list)));
  const outbox = () => bed.database.query<{ id: string }>('SELECT id FROM outbox ORDER BY id');
  const rejected = () =>
    bed.database.query<{ key: string | null }>(
      `SELECT convert_from(key, 'UTF8') AS key FROM outbox_rejected ORDER BY id`,
    );
  const notes = () => events.map(noteOf);
  const until = (note: string) => eventually(() => notes().includes(note));

  it('sends what was written while nobody was there, in order per key, and leaves nothing behind', async () => {
    const shop = await start();
    const publisher = shop.get(Publisher, { strict: false });
    const send = publisher.send.bind(publisher);
    let [underWay, most, longest] = [0, 0, 0];
    publisher.send = async (rows) => {
      longest = Math.max(longest, rows.length);
      most = Math.max(most, ++underWay);
      await send(rows);
      underWay--;
    };
    const keys = Array.from({ length: 20 }, () => uuid());
    await publish(shop, ...Array.from({ length: 1_400 }, (_, at) => event(keys[at % 20]!, String(at))));
    await eventually(() => events.length === 1_400);
    for (const key of keys) {
      const sent = events.filter((e) => e.key === key).map((e) => Number(noteOf(e)));
      expect(sent).toEqual([...sent].sort((a, b) => a - b));
    }
    await eventually(async () => (await outbox()).length === 0);
    expect(tallyOf(shop).sent).toBe(1_400);
    expect(most).toBe(1);
    expect(longest).toBe(500);
  });

  it('sends an event whose id was given earlier, yet that was committed while a later one was being sent', async () => {
    const publisher = (await start()).get(Publisher, { strict: false });
    const late = await bed.database.hold(`${INSERT} ${row('a', 'late')}`);
    const send = publisher.send.bind(publisher);
    publisher.send = async (rows) => {
      await send(rows);
      publisher.send = send;
      await late.end();
    };
    await bed.database.query(`${INSERT} ${row('b', 'early')}`);
    await until('late');
    expect(notes()).toEqual(['early', 'late']);
  });

  it('has one leader among two processes, and hears of a commit in the other one without a poll', async () => {
    neverPoll();
    const [one, two] = [await start(), await start()];
    await eventually(() => relayOf(one).leading || relayOf(two).leading);
    const [leader, standby] = relayOf(one).leading ? [one, two] : [two, one];
    expect(relayOf(standby).leading).toBe(false);
    for (let at = 0; at < 5; at++) {
      await publish(standby, event(uuid(), String(at)));
      await eventually(() => tallyOf(leader).sent === at + 1);
    }
    expect(tallyOf(standby).sent).toBe(0);
  });

  it('hands over when the leader stops', async () => {
    const leader = await start();
    await eventually(() => relayOf(leader).leading);
    const standby = await start();
    await leader.close();
    shops.splice(shops.indexOf(leader), 1);
    await publish(standby, event(uuid(), 'after'));
    await until('after');
  });

  it('moves a message that Kafka refuses out of the way, with what follows on its key, and sends the rest', async () => {
    const shop = await start();
    await bed.database.query(
      `${INSERT} ${row('a', 'a1')}, ${row('b', 'b1')}, ${row('a', 'huge', 2_000_000)}, ${row('b', 'b2')}, ${row('a', 'a2')}, ${row('b', 'b3')}`,
    );
    await until('b3');
    await bed.database.query(`${INSERT} ${row('a', 'a3')}, ${row('b', 'b4')}`);
    await until('b4');
    await eventually(async () => (await outbox()).length === 0);
    expect(await rejected()).toEqual([{ key: 'a' }, { key: 'a' }, { key: 'a' }]);
    expect([...new Set(notes())].sort()).toEqual(['a1', 'b1', 'b2', 'b3', 'b4']);
    expect((await shop.get(MessagingHealth).check()).outbox).toMatchObject({
      state: 'degraded',
      reason: 'Kafka has refused 3 messages: they are in outbox_rejected',
    });
  });

  it('sends on a key again when an operator has cleared its rejected messages', async () => {
    await start();
    await bed.database.query(`${INSERT} ${row('a', 'huge', 2_000_000)}`);
    await eventually(async () => (await rejected()).length === 1);
    await bed.database.query('DELETE FROM outbox_rejected');
    await bed.database.query(`${INSERT} ${row('a', 'mended')}`);
    await until('mended');
  });

  it('takes no refused message without a key for a reason to hold back the others without one', async () => {
    await start();
    await bed.database.query(`${INSERT} ${row(null, 'huge', 2_000_000)}, ${row(null, 'small')}`);
    await until('small');
    expect(await rejected()).toEqual([{ key: null }]);
  });

  it('says no longer that it is in trouble when the database is back, and goes on', async () => {
    const shop = await start();
    await eventually(() => relayOf(shop).leading);
    const sessions = () =>
      bed.database.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'relay'`,
      );
    const before = await sessions();
    await bed.database.cutConnections();
    await eventually(async () => {
      const after = await sessions();
      return after.length === 1 && JSON.stringify(after) !== JSON.stringify(before);
    });
    await eventually(async () => (await shop.get(MessagingHealth).check()).outbox?.state === 'up');
    await bed.database.query(`${INSERT} ${row('a', 'after')}`);
    await until('after');
    expect(relayOf(shop).leading).toBe(true);
  });

  it('keeps its lead while it waits for Kafka longer than its session may be silent', async () => {
    const shop = await start();
    await eventually(() => relayOf(shop).leading);
    const publisher = shop.get(Publisher, { strict: false });
    const send = publisher.send.bind(publisher);
    let waited = false;
    publisher.send = async (rows) => {
      if (!waited) await bed.database.query('SELECT pg_sleep(6.5)');
      waited = true;
      await send(rows);
    };
    await bed.database.query(`${INSERT} ${row('a', 'slow')}`);
    await eventually(async () => (await outbox()).length === 0);
    expect(notes()).toEqual(['slow']); // had it lost the lead, it would have sent it again
  });

  describe('without a topic', () => {
    const outboxPart = async (shop: INestApplication) => (await shop.get(MessagingHealth).check()).outbox;
    const untilTold = (shop: INestApplication, topic: string) =>
      eventually(async () => {
        const part = await outboxPart(shop);
        return (
          part?.state === 'degraded' && part.reason?.includes(`no topic ${bed.kafka.namespace}${topic}: create it`)
        );
      });
    const create = (topic: string) =>
      bed.kafka.admin.createTopics({ topics: [{ topic: bed.kafka.namespace + topic, numPartitions: 1 }] });

    it('holds back what is for it, says so, and sends it in order once there is the topic', async () => {
      const shop = await start();
      const missing = (note: string) => row('a', note, 0, 'nowhere');
      await bed.database.query(`${INSERT} ${missing('n1')}, ${row('a', 'a1')}, ${missing('n2')}, ${row('b', 'b1')}`);
      await until('b1');
      await untilTold(shop, 'nowhere');
      await bed.database.query(`${INSERT} ${missing('n3')}, ${row('a', 'a2')}`);
      await until('a2');
      await eventually(async () => (await outbox()).length === 3);
      await create('nowhere');
      const late = await bed.kafka.follow('nowhere');
      await eventually(() => late.length === 3);
      expect(late.map(noteOf)).toEqual(['n1', 'n2', 'n3']);
      await eventually(async () => (await outboxPart(shop))?.state === 'up');
      expect(notes()).toEqual(expect.arrayContaining(['a1', 'b1', 'a2']));
      expect(events).toHaveLength(3);
    });

    it('notices that a topic is deleted that it has sent to before', async () => {
      const shop = await start();
      await create('passing');
      const last = (note: string) => row('a', note, 0, 'passing');
      await bed.database.query(`${INSERT} ${last('p1')}`);
      await eventually(() => tallyOf(shop).sent === 1);
      await bed.kafka.admin.deleteTopics({ topics: [`${bed.kafka.namespace}passing`] });
      await bed.database.query(`${INSERT} ${last('p2')}, ${row('a', 'a1')}`);
      await until('a1');
      await untilTold(shop, 'passing');
      await create('passing');
      await eventually(async () => (await outbox()).length === 0);
    });

    it('says no longer that a topic is missing when nothing waits for it', async () => {
      const shop = await start();
      await bed.database.query(`${INSERT} ${row('a', 'n1', 0, 'nowhere')}`);
      await untilTold(shop, 'nowhere');
      await bed.database.query('DELETE FROM outbox');
      await eventually(async () => (await outboxPart(shop))?.state === 'up');
    });

    it('stops in time, and leaves what is for it to the next start', async () => {
      const shop = await start();
      await bed.database.query(`${INSERT} ${row('a', 'n1', 0, 'nowhere')}`);
      await untilTold(shop, 'nowhere');
      const begun = performance.now();
      await shop.close();
      shops.length = 0;
      expect(performance.now() - begun).toBeLessThan(4_000);
      expect(await outbox()).toHaveLength(1);
    });
  });

  it('lets nothing more in when the outbox is full, until there is room', async () => {
    const shop = await start({ brokers: ['127.0.0.1:1'], maxOutbox: 2 });
    const bound = shop.get(OutboxBound);
    const refuses = () => {
      try {
        bound.refuseWhenFull();
        return false;
      } catch (error) {
        return error instanceof OutboxFull;
      }
    };
    await publish(shop, event(uuid(), '1'));
    expect(refuses()).toBe(false);
    await publish(shop, event(uuid(), '2'));
    await eventually(refuses);
    await bed.database.query('DELETE FROM outbox');
    await eventually(() => !refuses());
  });

  it('says that the service is not ready when too much waits for Kafka', async () => {
    const shop = await start({ brokers: ['127.0.0.1:1'], maxOutbox: 3 });
    await publish(shop, event(uuid(), '1'), event(uuid(), '2'));
    const degraded = await eventually(async () => {
      const { outbox: part } = await shop.get(MessagingHealth).check();
      return part?.state === 'degraded' && part;
    });
    expect(degraded.reason).toContain('ECONNREFUSED');
    await publish(shop, event(uuid(), '3'));
    expect((await shop.get(MessagingHealth).check()).outbox).toMatchObject({ state: 'down', details: { depth: 3 } });
  });

  it('sends what is left when the service stops', async () => {
    const shop = await start();
    await eventually(() => relayOf(shop).leading);
    await publish(shop, ...Array.from({ length: 300 }, (_, at) => event(uuid(), String(at))));
    await shop.close();
    shops.length = 0;
    expect(await outbox()).toEqual([]);
    await eventually(() => events.length === 300);
  });
});
