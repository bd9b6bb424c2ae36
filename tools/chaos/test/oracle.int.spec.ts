import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import { services } from '@orderflow/platform';
import { Driver } from '../src/driver/driver.js';
import { plannedOrders } from '../src/driver/orders.js';
import type { Finding } from '../src/evidence.js';
import { poisonOf } from '../src/faults/poison.js';
import { examine } from '../src/oracle/index.js';
import type { Raw } from '../src/oracle/message.js';
import { readTopics } from '../src/oracle/sources/topics.js';
import { subscriptions } from '../src/oracle/subscriptions.js';
import { Random } from '../src/random.js';
import { sabotage } from '../src/sabotage/index.js';
import { Operator } from '../src/settling/operator.js';
import { settle } from '../src/settling/settle.js';
import { ChaosSystem } from '../src/system/chaos-system.js';
import { withProducer } from '../src/system/kafka.js';

const START_MS = 180_000;
const SETTLE_MS = 60_000;
const ORDERS = 100;

/** One system for all: each guarantee is broken after those before, so what counts is what the oracle finds beside these. */
describe('the oracle', () => {
  const never = new AbortController().signal;
  const orders = plannedOrders(new Random(1));
  let directory: string;
  let system: ChaosSystem;
  let driver: Driver;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'orderflow oracle '));
    const silent = { done: () => undefined, note: () => undefined, progress: () => undefined };
    system = await ChaosSystem.start(directory, silent, never);
    const url = (name: Parameters<ChaosSystem['url']>[0]) => () => system.url(name);
    driver = new Driver(
      { orders: () => [system.url('order-api')], gateway: url('gateway'), inventory: url('inventory') },
      never,
    );
  }, START_MS);
  afterAll(async () => {
    await system.stop();
    await rm(directory, { recursive: true, force: true });
  }, START_MS);

  const brokers = () => system.addresses.kafkaBrokers;
  const place = () => driver.run(orders, driver.posted + ORDERS, () => 100);
  const quiet = (withinMs = SETTLE_MS) => settle(system, new Operator(system), withinMs, never);
  const findings = () => {
    const urls = Object.fromEntries(services.map(({ name }) => [name, system.url(name)]));
    const { databaseUrls } = system.addresses;
    return examine({ brokers: brokers(), databaseUrls, urls, accepted: driver.accepted });
  };
  const objections = async () => (await findings()).filter(({ ok }) => !ok);
  const poison = () =>
    withProducer(brokers(), async (producer) => {
      for (const message of poisonOf('ORDER_CREATED')) {
        await producer.send({ topic: Topic.OrderEvents, messages: [message] });
      }
    });

  it('finds nothing wrong with a sound system, poison and an operator’s discards included', async () => {
    await Promise.all([place(), poison()]);
    expect(await quiet()).toEqual([]);
    expect(await objections()).toEqual([]);
  }, 120_000);

  it('notices that failed events are forgotten', async () => {
    await sabotage('park', system.addresses.databaseUrls);
    await poison();
    expect(await quiet()).toEqual([]);
    const found = await objections();
    expect(checksOf(found)).toEqual(
      subscriptions
        .filter(({ topic }) => topic === Topic.OrderEvents)
        .map(({ group }) => `accounting: ${group} ← order-events`)
        .sort(),
    );
    expect(found[0]!.wrong[0]).toMatch(/parked, but not there$/);
  }, 120_000);

  it('notices that duplicates take effect', async () => {
    await sabotage('inbox', system.addresses.databaseUrls);
    await deliverAgain(brokers(), Topic.OrderEvents);
    expect(await quiet()).toEqual([]);
    const found = await objections();
    expect(checksOf(found)).toContain('analytics');
    const analytics = found.find(({ check }) => check === 'accounting: analytics ← order-events')!;
    expect(analytics.wrong[0]).toContain('taken 2 times'); // whatever became of it: the poison of before is taken twice too
  }, 120_000);

  it('notices that events are lost between the commit and Kafka', async () => {
    expect(checksOf(await objections())).not.toContain('orders');
    await sabotage('outbox', system.addresses.databaseUrls);
    await place();
    expect(await quiet(5_000)).toContainEqual(expect.stringContaining('open orders'));
    expect(checksOf(await objections())).toContain('orders');
  }, 120_000);
});

const checksOf = (found: readonly Finding[]): string[] => found.map(({ check }) => check).sort();

/** As a relay does that is killed before it has deleted what it sent. */
async function deliverAgain(brokers: string, topic: Topic): Promise<void> {
  const sent: Raw[] = [];
  await readTopics(brokers, [topic], (message) => sent.push(message));
  await withProducer(brokers, async (producer) => {
    for (const { key, value, headers, partition } of sent) {
      await producer.send({ topic, messages: [{ key, value, headers, partition }] });
    }
  });
}
