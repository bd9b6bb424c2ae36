import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { services } from '@orderflow/platform';
import pg from 'pg';
import { expressions as shown } from '../src/monitoring/dashboards.js';
import { missingFrom } from '../src/monitoring/missing.js';
import { alerts, recordings } from '../src/monitoring/rules.js';
import { freePortBase } from './system/free-ports.js';
import { Prometheus } from './system/prometheus.js';
import { System } from './system/system.js';

const ORDER_API = 1;
const TRANSACTION = 5;
const TEST_MS = 240_000;
/** Those that this test brings about; it cannot wait for their minutes. */
const IMPATIENT = ['ServiceDown', 'DeadLetters'];
/** Raised, and rightly, where a machine has more to do than these tests. */
const OF_A_BUSY_MACHINE = 'OrderIntakeSlow|OrdersSettleSlowly|EventLoopDelayed|DatabasePoolExhausted';

const keyboard = { customerId: 'CUST-8', items: [{ itemId: 'ITEM-002', quantity: 1 }] };

describe('the monitoring', () => {
  let system: System;
  let prometheus: Prometheus;
  beforeAll(async () => {
    system = await System.start();
    prometheus = await Prometheus.start(system.portOf(0), await freePortBase(), IMPATIENT);
  }, 330_000);
  // Apart: where Prometheus is not installed, the system must stop all the same.
  afterAll(() => prometheus.stop());
  afterAll(() => system.stop(), 120_000);

  const firing = async () =>
    (await prometheus.alerts()).filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname!);
  const fires = (name: string) => eventually(async () => (await firing()).includes(name), 60_000);
  const ends = (name: string) => eventually(async () => !(await firing()).includes(name), 60_000);

  it('reads every service', async () => {
    const up = Object.fromEntries(services.map(({ name }) => [name, 'up']));
    await eventually(async () => {
      expect(await prometheus.targets()).toEqual(up);
      return true;
    });
  });

  it(
    'raises no alarm while orders of every kind flow',
    async () => {
      // For 12 s, so that several readings fall into it: what has happened before the first one counts for no rate.
      await system.run('simulate', '--', '--count', '240', '--rate', '20', '--seed', '7');
      await eventually(async () => (await prometheus.query('orders:settle_seconds:p95_5m > 0')).length === 1);
      const others = `ALERTS{alertname!~"${OF_A_BUSY_MACHINE}"}`;
      await eventually(async () => {
        expect(await prometheus.query(others)).toEqual([]); // nor is one about to be raised
        return true;
      });
      const fired = (await prometheus.query(`max_over_time(${others}[1h])`)).filter(
        ({ metric }) => metric.alertstate === 'firing',
      );
      expect(fired).toEqual([]);
    },
    TEST_MS,
  );

  it(
    'tells of dead letters while payments are broken, and no more when they are redriven',
    async () => {
      await system.call(TRANSACTION, '/payments/provider', { broken: true });
      await system.call(ORDER_API, '/orders', keyboard);
      await fires('DeadLetters');
      await system.call(TRANSACTION, '/payments/provider', { broken: false });
      await system.call(TRANSACTION, '/dead-letters/redrive', { errorCode: 'PAYMENT_PROVIDER_KEY_REVOKED' });
      await ends('DeadLetters');
    },
    TEST_MS,
  );

  it(
    'tells which service is down, and no more when it is back',
    async () => {
      await system.run('stop', '--', 'notification');
      await fires('ServiceDown');
      const [down] = (await prometheus.alerts()).filter(({ labels }) => labels.alertname === 'ServiceDown');
      expect(down).toMatchObject({
        labels: { service: 'notification', severity: 'critical' },
        annotations: { summary: 'notification is down', runbook_url: 'docs/runbooks/service-down.md' },
      });
      await system.run('start', '--', 'notification');
      await ends('ServiceDown');
    },
    TEST_MS,
  );

  it(
    'tells of an event that cannot be: news of an order that its database has lost',
    async () => {
      await system.run('stop', '--', 'inventory');
      const { body: order } = await system.call<{ id: string }>(ORDER_API, '/orders', keyboard);
      const database = new pg.Client({ connectionString: system.addresses.databaseUrls['order-api'] });
      await database.connect();
      await database.query('DELETE FROM orders WHERE id = $1', [order.id]).finally(() => database.end());
      await system.run('start', '--', 'inventory');
      await fires('ImpossibleEvents');
    },
    TEST_MS,
  );

  it(
    'has every metric, label and value that a rule or a dashboard names',
    async () => {
      await system.run('rewind', '--', 'notification', '--to', 'beginning', '--yes'); // makes duplicates
      const expressions = [...alerts, ...recordings].map(({ expr }) => expr).concat(shown);
      await eventually(async () => {
        expect(missingFrom(await prometheus.series(), expressions)).toEqual([]);
        return true;
      }, 30_000);
    },
    TEST_MS,
  );
});
