import type { INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { ordersOf, Reserve } from './fixtures/handlers.js';
import { joined, startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf } from './fixtures/tally.js';

jest.setTimeout(120_000);

describe('rebalance', () => {
  let bed: TestBed;
  const shops: INestApplication[] = [];
  beforeEach(async () => {
    bed = await testBed();
  });
  afterEach(async () => {
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
    await bed.close();
  });

  const start = async () => {
    const shop = await startShop(bed, [Reserve]);
    shops.push(shop);
    await joined(shop);
    return shop;
  };
  const keys = Array.from({ length: 40 }, () => uuid());
  const perRound = 25;
  /** A round of events of every key, numbered on. */
  const publishRound = (round: number) =>
    bed.kafka.publishMany(
      Array.from({ length: perRound }, (_, at) =>
        keys.map((key) => ordersOf(key, round * perRound + at + 1).at(-1)!),
      ).flat(),
    );
  const effects = async () =>
    Number((await bed.database.query<{ effects: string }>('SELECT count(*) AS effects FROM effect'))[0]!.effects);

  it('keeps order per key and has every effect once while it is scaled 1 → 4 → 1 under load', async () => {
    const handled = (shop: INestApplication) => tallyOf(shop).handled;
    await start();
    let rounds = 0;
    let loaded = false;
    const load = (async () => {
      while (!loaded) {
        await publishRound(rounds++);
        await eventually(async () => (await effects()) > (rounds - 1) * perRound * keys.length);
      }
    })();
    const replicas = [await start(), await start(), await start()];
    await eventually(() => replicas.every((shop) => handled(shop) > 0), 30_000);
    for (const replica of replicas) {
      const before = handled(shops[0]!);
      await replica.close();
      shops.splice(shops.indexOf(replica), 1);
      await eventually(() => handled(shops[0]!) > before, 30_000);
    }
    loaded = true;
    await load;
    await eventually(async () => (await effects()) === rounds * perRound * keys.length, 30_000);
    for (const key of keys) {
      expect(await bed.effectsOf(key)).toEqual(ordersOf(key, rounds * perRound).map((o) => o.customerId));
    }
  });

  it('is handed nothing again after it was closed under load', async () => {
    const first = await start();
    await publishRound(0);
    await publishRound(1);
    await eventually(() => tallyOf(first).handled > 0);
    await first.close();
    shops.length = 0;
    const second = await start();
    await eventually(async () => (await effects()) === 2 * perRound * keys.length);
    expect(tallyOf(second).duplicates).toBe(0);
  });

  it('hands nothing on twice when a replica is closed under load while another one joins', async () => {
    const first = await start();
    await start();
    for (const round of [0, 1, 2, 3]) await publishRound(round);
    await eventually(() => tallyOf(first).handled > 0);
    const third = startShop(bed, [Reserve]);
    await first.close();
    shops.splice(shops.indexOf(first), 1);
    shops.push(await third);
    await joined(await third);
    await eventually(async () => (await effects()) === 4 * perRound * keys.length, 30_000);
    for (const shop of shops) expect(tallyOf(shop).duplicates).toBe(0);
  });
});
