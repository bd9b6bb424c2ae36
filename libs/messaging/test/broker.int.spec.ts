import type { INestApplication } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, ownPlatform, type OwnPlatform } from '@orderflow/testing';
import { connect } from 'node:net';
import { v7 as uuid } from 'uuid';
import { MessagingHealth, UnitOfWorkRunner } from '../src/index.js';
import { order, Reserve } from './fixtures/handlers.js';
import { joined, startShop, testBed, type TestBed } from './fixtures/shop.js';

jest.setTimeout(240_000);

const PATIENCE_MS = 90_000;
const ROUND_MS = 100;
/** Longer than the requests of the client wait. */
const FREEZE_MS = 17_000;
/** Longer than an attempt of the client to connect takes, with its retries. */
const OUTAGE_MS = 8_000;

describe('a broker in trouble', () => {
  let platform: OwnPlatform;
  let bed: TestBed;
  let shop: INestApplication;
  const keys = Array.from({ length: 10 }, () => uuid());
  beforeAll(async () => {
    platform = await ownPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    bed = await testBed({ platform: platform.addresses });
    shop = await startShop(bed, [Reserve]);
    await joined(shop);
  });
  afterEach(async () => {
    await shop.close();
    await bed.close();
  });

  /** Accepts an order of each key, round after round, as a service does over HTTP: it must never fail. */
  function accept(): { readonly end: () => Promise<number> } {
    let rounds = 0;
    let ended = false;
    const running = (async () => {
      for (; !ended; rounds++) {
        const orders = keys.map((key) => order(key, String(rounds + 1)));
        await shop.get(UnitOfWorkRunner).run(({ publish }) => Promise.resolve(publish(orders)));
        await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
      }
    })();
    return { end: () => ((ended = true), running.then(() => rounds)) };
  }
  const count = async (table: string) =>
    Number((await bed.database.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${table}`))[0]!.rows);
  const health = () => shop.get(MessagingHealth).check();
  const hasRecovered = (effects: number) => async () => (await count('effect')) > effects;

  /** Every accepted order has had its effect once, in order per key, and its event is in Kafka. */
  async function expectAll(rounds: number): Promise<void> {
    await eventually(async () => (await count('effect')) >= rounds * keys.length, PATIENCE_MS);
    await eventually(async () => (await count('outbox')) === 0, PATIENCE_MS);
    const notes = Array.from({ length: rounds }, (_, at) => String(at + 1));
    for (const key of keys) expect(await bed.effectsOf(key)).toEqual(notes);
    const events = await bed.kafka.follow('inventory-events');
    const distinct = () => new Set(events.map(({ headers }) => headers.ce_id)).size;
    await eventually(() => distinct() === rounds * keys.length, PATIENCE_MS);
    expect(await bed.database.query('SELECT FROM parked_event')).toEqual([]);
  }

  it.each([
    ['is stopped and started again', () => platform.kafka.stop()],
    ['is killed', () => Promise.resolve(platform.kafka.kill())],
  ])('loses and doubles nothing when it %s under load, and goes on within seconds', async (_, end) => {
    const accepting = accept();
    await eventually(hasRecovered(100));
    const begun = performance.now();
    await end();
    await eventually(async () => {
      const { consumer, outbox } = await health();
      return (
        consumer?.state === 'degraded' && outbox?.state === 'degraded' && consumer.reason?.includes('ECONNREFUSED')
      );
    });
    await forAtLeast(OUTAGE_MS, begun);
    platform.kafka.start();
    await eventually(isListening, PATIENCE_MS);
    const back = performance.now();
    await eventually(hasRecovered(await count('effect')), PATIENCE_MS);
    expect(performance.now() - back).toBeLessThan(10_000);
    await eventually(async () => Object.values(await health()).every(({ state }) => state === 'up'), PATIENCE_MS);
    await expectAll(await accepting.end());
  });

  it('loses and doubles nothing when it freezes under load; its silence is told, and a service can stop meanwhile', async () => {
    const other = await startShop(bed, [Reserve], { service: 'other' });
    await joined(other);
    const accepting = accept();
    await eventually(hasRecovered(100));
    platform.kafka.freeze();
    const begun = performance.now();
    await other.close();
    expect(performance.now() - begun).toBeLessThan(15_000);
    await eventually(async () => {
      const { consumer, outbox } = await health();
      return consumer?.state === 'degraded' && outbox?.state === 'degraded';
    });
    await forAtLeast(FREEZE_MS, begun);
    const effects = await count('effect');
    platform.kafka.thaw();
    const back = performance.now();
    await eventually(hasRecovered(effects), PATIENCE_MS);
    expect(performance.now() - back).toBeLessThan(10_000);
    await expectAll(await accepting.end());
  });

  const forAtLeast = (ms: number, begun: number) =>
    new Promise((resolve) => setTimeout(resolve, ms - (performance.now() - begun)));

  function isListening(): Promise<boolean> {
    const { hostname, port } = new URL(`tcp://${bed.kafka.brokers[0]}`);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => resolve(true));
      socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
    });
  }
});
