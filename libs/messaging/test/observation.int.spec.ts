import type { INestApplication } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InventoryReserved, OrderCreated } from '@orderflow/contracts';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { NonRetryableError } from '../src/index.js';
import { order, scripted, type Script } from './fixtures/handlers.js';
import { startShop, testBed, type TestBed } from './fixtures/shop.js';
import { tallyOf, type Tally } from './fixtures/tally.js';

const { topic } = OrderCreated;
const partition = 0;
const seconds = expect.any(Number);

describe('the observer of messaging', () => {
  let bed: TestBed;
  let shop: INestApplication;
  let script: Script;
  let heard: Tally;
  beforeEach(async () => {
    bed = await testBed({ partitions: 1 });
    const handler = scripted();
    script = handler.script;
    shop = await startShop(bed, [handler.Scripted], { retry: { attempts: 3, initialMs: 20, maxMs: 20 } });
    heard = tallyOf(shop);
  });
  afterEach(async () => {
    await shop.close();
    await bed.close();
  });

  it('hears of transactions, of calls, of what is sent and of where a partition stands', async () => {
    const event = order();
    await bed.kafka.publishAs([{ event, id: 'one' }, { event, id: 'one' }, { event: order() }]);
    await eventually(() => heard.handled + heard.duplicates === 3 && heard.sent === 2);
    expect(heard).toMatchObject({ handled: 2, duplicates: 1, skipped: 0, parked: 0, dead: 0 });
    expect(heard.commits[0]).toMatchObject({ topic, seconds });
    expect(heard.calls[0]).toMatchObject({ topic, handler: 'ORDER_CREATED', seconds, outcome: 'ok' });
    expect(heard.calls.reduce((total, { events }) => total + events, 0)).toBe(2);
    expect(heard.sends[0]).toMatchObject({ topic: InventoryReserved.topic, seconds });
    expect(heard.sends[0]!.bytes).toBeGreaterThan(JSON.stringify(event).length);
    await eventually(() => heard.standings.at(-1)?.lag === 0);
    expect(heard.standings.at(-1)).toEqual({ topic, partition, lag: 0 });
  });

  it('hears of an event that is dead at once, and of the call that failed', async () => {
    script.act = () => {
      throw new NonRetryableError('never');
    };
    await bed.kafka.publish(order());
    await eventually(() => heard.commits.length === 1);
    expect(heard.commits[0]).toMatchObject({ topic, events: 1, handled: 0, parked: 0, dead: 1 });
    expect(heard.calls).toMatchObject([{ events: 1, outcome: 'failed' }]);
  });

  it('hears of each attempt at a parked event', async () => {
    script.act = () => {
      throw new Error('not yet');
    };
    await bed.kafka.publish(order(uuid()));
    await eventually(() => heard.retries.length === 2);
    script.act = ([first]) => {
      if (script.calls.filter(([note]) => note === first!.customerId).length === 1) throw new Error('not yet');
    };
    await bed.kafka.publish(order(uuid(), 'second'));
    await eventually(() => heard.retries.length === 3);
    expect(heard).toMatchObject({ parked: 2, dead: 0 });
    expect(heard.retries).toEqual(['failed', 'dead', 'handled'].map((outcome) => ({ topic, outcome })));
  });

  it('hears that a partition is given up', async () => {
    await bed.kafka.publish(order());
    await eventually(() => heard.standings.length > 0);
    expect(heard.partings).toEqual([]);
    await shop.close();
    expect(heard.partings).toEqual([{ topic, partition }]);
  });
});
