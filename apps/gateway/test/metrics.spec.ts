import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentedMetrics, promtoolSays, Scrape } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { ConsumerLag } from '../src/system/consumer-lag.js';
import { FakeSystem } from './fake-system.js';
import { startGateway, type StartedGateway } from './start-gateway.js';

/** Kafka holds nothing that is still to be read. */
const quiet: Pick<ConsumerLag, 'report'> = {
  report: () => Promise.resolve({ kafka: { state: 'up' }, lag: new Map() }),
};

describe('the metrics of the gateway', () => {
  let system: FakeSystem;
  let gateway: StartedGateway;
  beforeAll(async () => {
    system = await FakeSystem.start();
    system.reset();
    gateway = await startGateway(system.urls, [[ConsumerLag, quiet]]);
  });
  afterAll(async () => {
    await gateway.app.close();
    await system.stop();
  });

  it('are those of docs/metrics.md, and as Prometheus wants them', async () => {
    const { names, text } = await Scrape.of(gateway);
    expect(names).toEqual(documentedMetrics('gateway', { database: false }));
    expect(promtoolSays(text)).toBe('');
  });

  it('name the route of a request that is passed on, and not its path', async () => {
    await (await fetch(`${gateway.url}/orders/4711`)).text();
    const routes = (await Scrape.of(gateway)).labelValues('http_server_request_duration_seconds_count', 'http_route');
    expect(routes).toContain('/orders/*');
    expect(routes.join()).not.toContain('4711');
  });

  it('count what the rate limit refuses', async () => {
    const limited = await startGateway({ ...system.urls, TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT_PER_MINUTE: '5' });
    const refused = async () => (await Scrape.of(limited)).value('orderflow_rate_limited_total');
    try {
      expect(await refused()).toBe(0);
      const headers = { 'x-forwarded-for': '203.0.113.7' };
      const asked = Array.from({ length: 7 }, () => fetch(`${limited.url}/orders`, { headers }));
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 429)).toHaveLength(2);
      expect(await refused()).toBe(2);
    } finally {
      await limited.app.close();
    }
  });

  it('tell which invariants between services are violated', async () => {
    const violated = async (invariant: string) =>
      (await Scrape.of(gateway)).value('orderflow_invariant_violated', { invariant });
    await eventually(async () => (await violated('revenue')) === 0);
    system.says.transaction = (well) => ({ ...well, figures: { processedCents: 501, refundedCents: 100 } });
    await eventually(async () => (await violated('revenue')) === 1);
    expect(await violated('accepted-orders')).toBe(0);
    expect((await Scrape.of(gateway)).labelValues('orderflow_invariant_violated', 'invariant')).not.toContain('sound');
  }, 20_000);
});
