import type { INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { ChunkProcessor } from '../src/index.js';
import { ordersOf, Reserve } from './fixtures/handlers.js';
import { joined, startShop, testBed, type TestBed } from './fixtures/shop.js';

jest.setTimeout(60_000);

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

  it('keeps order per key and has every effect once while replicas come and go under load', async () => {
    await start();
    let rounds = 0;
    let loaded = false;
    const load = (async () => {
      while (!loaded) {
        await publishRound(rounds++);
        await eventually(async () => (await effects()) > (rounds - 1) * perRound * keys.length);
      }
    })();
    const second = await start();
    await eventually(() => second.get(ChunkProcessor).counts.handled > 0);
    await second.close();
    shops.pop();
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
    await eventually(() => first.get(ChunkProcessor).counts.handled > 0);
    await first.close();
    shops.length = 0;
    const second = await start();
    await eventually(async () => (await effects()) === 2 * perRound * keys.length);
    expect(second.get(ChunkProcessor).counts.duplicates).toBe(0);
  });
});
