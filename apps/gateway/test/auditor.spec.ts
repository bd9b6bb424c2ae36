import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { validateSettings } from '@orderflow/service';
import { eventually } from '@orderflow/testing';
import { GatewaySettings } from '../src/config.js';
import type { AuditReport } from '../src/invariants/audit-report.js';
import { Auditor } from '../src/invariants/auditor.js';
import { ServiceWords } from '../src/invariants/service-words.js';
import { OwnCredentials } from '../src/upstreams/own-credentials.js';
import type { ConsumerLag } from '../src/system/consumer-lag.js';
import { FakeSystem, NAMES } from './fake-system.js';

/** Kafka holds nothing that is still to be read. */
const quiet: Pick<ConsumerLag, 'report'> = {
  report: () => Promise.resolve({ kafka: { state: 'up' }, lag: new Map() }),
};

describe('the auditor', () => {
  let system: FakeSystem;
  let words: ServiceWords;
  let auditor: Auditor;

  beforeAll(async () => {
    system = await FakeSystem.start();
    const settings = validateSettings(GatewaySettings, system.urls);
    words = new ServiceWords(settings, new OwnCredentials(settings));
    auditor = new Auditor(words, quiet, 20);
  });
  beforeEach(() => system.reset());
  afterAll(() => system.stop());

  /** A report that is as a test asks for. */
  const untilReport = (asked: (report: AuditReport) => boolean) =>
    eventually(async () => {
      const now = await auditor.report();
      return asked(now) && now;
    });
  const find = ({ invariants }: AuditReport, name: string, service = 'system') =>
    invariants.find((one) => one.service === service && one.name === name);

  it('gathers what all services say, and compares what they count', async () => {
    const { invariants } = await untilReport((now) => now.state === 'holds');
    expect(invariants.map(({ service, name, state }) => `${service} ${name} ${state}`)).toEqual([
      ...['revenue', 'accepted-orders', 'confirmed-orders', 'sold-units'].map((name) => `system ${name} holds`),
      ...NAMES.map((name) => `${name} sound holds`),
    ]);
  });

  it('asks once for all who ask at the same time', async () => {
    const shared = new Auditor(words, quiet);
    const reports = await Promise.all([shared.report(), shared.report(), shared.report()]);
    expect(new Set(reports).size).toBe(1);
    expect([...system.services.values()].map(({ requests }) => requests.length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('is red for what a service says, with its ids and its time', async () => {
    const since = '2026-01-02T00:00:00.000Z';
    const violations = [{ id: 'ITEM-001', detail: 'is short' }];
    const violated = { state: 'violated', since, violations, count: 1 } as const;
    system.says.inventory = (well) => ({ ...well, invariants: [{ ...well.invariants[0]!, ...violated }] });
    const red = await untilReport((now) => now.state === 'violated');
    expect(find(red, 'sound', 'inventory')).toMatchObject(violated);
    expect(await auditor.summary()).toEqual({ state: 'violated', since: red.since, violated: 1 });
    system.says = {};
    expect((await untilReport((now) => now.state === 'holds')).since > red.since).toBe(true);
  });

  it('is red when figures differ and stand still, and tells both', async () => {
    system.says.analytics = (well) => ({ ...well, figures: { ...well.figures, revenueCents: 399 } });
    const waiting = await untilReport((now) => find(now, 'revenue')?.state === 'waiting');
    const detail = 'transaction counts 400 cents, analytics counts 399 cents';
    expect(find(waiting, 'revenue')?.reason).toBe(`Events are under way (${detail})`);
    expect(waiting.state).toBe('holds');
    const red = await untilReport((now) => now.state === 'violated');
    expect(find(red, 'revenue')).toMatchObject({ violations: [{ id: 'revenue', detail }], count: 1 });
  });

  it('waits for dead letters, and says where they are', async () => {
    system.says.analytics = (well) => ({
      ...well,
      figures: { ...well.figures, units: 3 },
      underWay: { ...well.underWay!, dead: 2 },
    });
    const waiting = await untilReport((now) => find(now, 'sold-units')?.state === 'waiting');
    expect(find(waiting, 'sold-units')?.reason).toMatch(/^2 dead letters wait at analytics \(inventory counts 4 units/);
  });

  it('waits for what analytics has still to read', async () => {
    const lag = new Map([['analytics', 7]]);
    const behind = new Auditor(words, { report: () => Promise.resolve({ kafka: { state: 'up' }, lag }) }, 0);
    system.says.analytics = (well) => ({ ...well, figures: { ...well.figures, orders: 2 } });
    expect(find(await behind.report(), 'accepted-orders')?.reason).toMatch(/^analytics has 7 events still to read/);
  });

  it('knows nothing of a service that does not tell, and says why', async () => {
    await untilReport((now) => find(now, 'sound', 'transaction')?.state === 'holds');
    system.says.transaction = () => undefined;
    const unknown = await untilReport((now) => now.state === 'unknown');
    const reason = 'transaction does not tell: it answers 503: The database does not answer';
    expect([find(unknown, 'sound', 'transaction'), find(unknown, 'revenue')]).toMatchObject([
      { state: 'unknown', reason },
      { state: 'unknown', reason },
    ]);
  });
});
