import { administratorOf, lagOf, planRewind } from '@orderflow/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import pg from 'pg';
import { Load } from './system/load.js';
import { System } from './system/system.js';

const ORDER_API = 1;
const INVENTORY = 2;
const ANALYTICS = 4;

const GRACE_MS = 20_000;
const TEST_MS = 240_000;

interface Order {
  readonly id: string;
  readonly status: string;
}

const webcam = { customerId: 'CUST-9', items: [{ itemId: 'ITEM-005', quantity: 1 }] };
const keyboard = JSON.stringify({ customerId: 'CUST-8', items: [{ itemId: 'ITEM-002', quantity: 1 }] });

describe('whoever runs the system', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start('--', '--only', 'inventory');
  }, 600_000);
  afterAll(() => system.stop(), 120_000);

  const answers = (offset: number) =>
    system.call(offset, '/health/live').then(
      () => true,
      () => false,
    );
  const place = async () => (await system.call<Order>(ORDER_API, '/orders', webcam)).body;
  const settled = async ({ id }: Order) =>
    (await system.call<Order>(ORDER_API, `/orders/${id}`, undefined, { Prefer: 'wait=30' })).body;
  const load = () => new Load(system.portOf(ORDER_API), '/orders', keyboard);
  const signal = (service: string, ...signals: NodeJS.Signals[]) => {
    const pid = system.pidOf(service)!;
    for (const one of signals) process.kill(pid, one);
  };
  /** The database of a service. */
  const query = async <Row extends object>(service: string, statement: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: system.addresses.databaseUrls[service] });
    await client.connect();
    try {
      return (await client.query<Row>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const countOf = async (service: string, table: string) =>
    Number((await query<{ count: string }>(service, `SELECT count(*) FROM ${table}`))[0]!.count);
  const kafka = () => administratorOf(system.addresses, {});
  /** How many messages a service has told Kafka that it has handled: topics begin at offset 0. */
  const committedBy = async (service: string) => {
    const steps = await planRewind(kafka(), service, 'beginning');
    return steps.reduce((sum, { from }) => sum + from, 0);
  };
  const hasCaughtUp = async (service: string) => (await lagOf(kafka(), [service]))[0] === 0;
  const quiet = () =>
    eventually(async () => (await hasCaughtUp('analytics')) && (await hasCaughtUp('notification')), 60_000);
  const summary = async () => (await system.call(ANALYTICS, '/analytics/summary')).body;

  it(
    'runs one service alone, and then the others beside it',
    async () => {
      expect(await Promise.all([ORDER_API, INVENTORY, ANALYTICS].map(answers))).toEqual([false, true, false]);
      await system.run('start');
      expect(await Promise.all([ORDER_API, INVENTORY, ANALYTICS].map(answers))).toEqual([true, true, true]);
    },
    TEST_MS,
  );

  it(
    'stops order-api under load without a failed request',
    async () => {
      const posting = load();
      await eventually(() => posting.sent.length > 100, 30_000);
      signal('order-api', 'SIGTERM');
      await posting.untilNobodyListens();
      expect(posting.sent.filter(({ status }) => status !== 201)).toEqual([]);
      await eventually(() => system.printed.includes('Order API died (exit code 0)'), GRACE_MS);
      await eventually(() => answers(ORDER_API), 60_000);
      expect(await countOf('order-api', 'orders')).toBe(posting.sent.length);
    },
    TEST_MS,
  );

  it(
    'stops inventory under load, and nothing is delivered to it twice',
    async () => {
      const posting = load();
      await eventually(() => posting.sent.length > 100, 30_000);
      const began = Date.now();
      await system.run('stop', '--', 'inventory');
      expect(Date.now() - began).toBeLessThan(GRACE_MS);
      // What is in its inbox it has handled; what Kafka would deliver next begins right behind it.
      expect(await committedBy('inventory')).toBe(await countOf('inventory', 'inbox'));
      await posting.stop();
      await system.run('start', '--', 'inventory');
      await eventually(() => hasCaughtUp('inventory'), 60_000);
    },
    TEST_MS,
  );

  it(
    'ends a service at once with a second signal',
    async () => {
      signal('order-api', 'SIGTERM', 'SIGINT');
      await eventually(() => system.printed.includes('Order API died (exit code 1)'), 5_000);
      await eventually(() => answers(ORDER_API), 60_000);
    },
    TEST_MS,
  );

  it(
    'sees a killed service started again, and what was accepted meanwhile confirmed',
    async () => {
      signal('inventory', 'SIGKILL');
      const order = await place();
      await eventually(() => /Inventory died \(signal SIGKILL\): it is started again in [\d.]+ s/.test(system.printed));
      await eventually(() => system.printed.includes('Inventory was started again'), 30_000);
      expect(await settled(order)).toMatchObject({ status: 'CONFIRMED' });
    },
    TEST_MS,
  );

  it(
    'reads a lost database of analytics again from Kafka, and tells from where to where',
    async () => {
      await quiet();
      const before = await summary();
      await query('analytics', 'TRUNCATE inbox, event_log, minute_rollup, total_rollup, item_rollup');
      expect(await summary()).not.toEqual(before);
      const told = await system.run('rewind', '--', 'analytics', '--to', 'beginning', '--yes');
      expect(told).toMatch(/order-events +\d+ messages +0: \d+ → 0/);
      await eventually(async () => JSON.stringify(await summary()) === JSON.stringify(before), 60_000);
    },
    TEST_MS,
  );

  it(
    'reads everything again with a database that has everything, and changes nothing',
    async () => {
      const stock = () => system.call(INVENTORY, '/inventory?limit=100');
      const before = (await stock()).body;
      await system.run('rewind', '--', 'inventory', '--to', 'beginning', '--yes');
      await eventually(() => hasCaughtUp('inventory'), 60_000);
      expect((await stock()).body).toEqual(before);
    },
    TEST_MS,
  );

  it(
    'rebuilds the counts of analytics, and nobody gets mail again',
    async () => {
      await quiet();
      const world = async () => ({
        notifications: await countOf('notification', 'notification'),
        inbox: await countOf('notification', 'inbox'),
        outboxes: await Promise.all(
          (['order-api', 'inventory', 'transaction'] as const).map((one) => countOf(one, 'outbox')),
        ),
        messages: await committedBy('analytics'),
      });
      const [before, counts] = [await world(), await summary()];
      await query('analytics', 'UPDATE total_rollup SET revenue_cents = 0');
      expect(await system.run('rebuild')).toMatch(/Rebuilt from \d+ events/);
      expect(await summary()).toEqual(counts);
      expect(await world()).toEqual(before);
    },
    TEST_MS,
  );

  it(
    'sees in the status how far behind each service is',
    async () => {
      await system.run('stop', '--', 'notification');
      await place();
      const lag = async () => /^Notification .* (\d+|-) +\d+$/m.exec(await system.run('status'))?.[1];
      await eventually(async () => Number(await lag()) > 0, 30_000);
      await system.run('start', '--', 'notification');
      await eventually(async () => (await lag()) === '0', 30_000);
    },
    TEST_MS,
  );
});
