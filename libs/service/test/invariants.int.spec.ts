import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import type { InvariantsView } from '../src/index.js';
import { InvariantWatch } from '../src/invariants/invariant-watch.js';
import { quickChecks, ServiceBed, untilStanding } from '../src/testing/index.js';
import { TillModule, TillSettings, Unruly } from './fixture/till.module.js';

const TOKEN = 'alice-0123456789';

describe('the invariants of a service', () => {
  let bed: ServiceBed;
  beforeAll(async () => {
    bed = await ServiceBed.start({
      name: 'till',
      module: TillModule,
      settings: TillSettings,
      overrides: [quickChecks],
    });
  }, 60_000);
  afterAll(() => bed.close());
  afterEach(() => (Unruly.misdeed = undefined));

  const all = async () => (await bed.get<InvariantsView>('/invariants')).body;
  const sleeping = async () =>
    (await bed.database.query(`SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'`))
      .length;

  it('hold, are violated by what contradicts them, and hold again, each since it is so', async () => {
    const held = await untilStanding(bed, 'no-debt', 'holds');
    expect(held).toMatchObject({ title: 'No till is in debt', violations: [], count: 0, reason: null });

    await bed.database.query(
      `INSERT INTO till SELECT 'till-' || lpad(n::text, 2, '0'), -n FROM generate_series(1, 25) AS n`,
    );
    const violated = await untilStanding(bed, 'no-debt', 'violated');
    expect(violated.count).toBe(25);
    expect(violated.violations).toHaveLength(20);
    expect(violated.violations[0]).toEqual({ id: 'till-01', detail: '-1 cents' });
    expect(await all()).toMatchObject({ service: 'till', state: 'violated', since: expect.any(String) });
    expect(violated.since > held.since).toBe(true);
    expect((await untilStanding(bed, 'no-debt', 'violated')).since).toBe(violated.since);

    await bed.database.query('DELETE FROM till');
    const mended = await untilStanding(bed, 'no-debt', 'holds');
    expect(mended).toMatchObject({ violations: [], count: 0 });
    expect(mended.since > violated.since).toBe(true);
    await eventually(async () => (await all()).state === 'holds');
  });

  it.each([
    ['fails', 'SELECT 1 / 0', 'division by zero'],
    ['writes', `INSERT INTO till VALUES ('A', 1)`, 'cannot execute INSERT in a read-only transaction'],
    ['locks', 'SELECT FROM till FOR UPDATE', 'cannot execute SELECT FOR UPDATE in a read-only transaction'],
    ['takes too long', 'SELECT pg_sleep(60)', 'canceling statement due to statement timeout'],
  ])('are unknown, with the reason, while their check %s; the others go on', async (_how, misdeed, reason) => {
    Unruly.misdeed = misdeed;
    expect(await untilStanding(bed, 'unruly', 'unknown')).toMatchObject({
      reason: expect.stringContaining(reason),
      violations: [],
    });
    await untilStanding(bed, 'no-debt', 'holds');
    expect((await all()).state).toBe('unknown');
    Unruly.misdeed = undefined;
    await untilStanding(bed, 'unruly', 'holds');
  });

  it('come with the figures, and with what has not taken effect yet', async () => {
    await bed.database.query(`INSERT INTO till VALUES ('A', 1)`);
    const { figures, figuresAt, underWay } = await eventually(async () => {
      const now = await all();
      return now.figures.tills === 1 && now;
    });
    expect({ figures, figuresAt, underWay }).toEqual({
      figures: { tills: 1 },
      figuresAt: expect.stringMatching(/^\d{4}-.*Z$/),
      underWay: { outbox: 0, retrying: 0, dead: 0, consumer: null },
    });
  });

  it('are for operators', async () => {
    const guarded = await bed.startInstance({ OPERATOR_TOKENS: `alice:${TOKEN}` });
    expect((await guarded.get('/invariants')).status).toBe(401);
    expect((await guarded.get('/invariants', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    await guarded.close();
  });

  it('do not keep a service from stopping while a check takes long', async () => {
    const stopping = await bed.startInstance();
    Unruly.misdeed = 'SELECT pg_sleep(4.9)';
    await eventually(async () => (await sleeping()) === 2);
    const begun = performance.now();
    await stopping.app.get(InvariantWatch).onModuleDestroy();
    expect(performance.now() - begun).toBeLessThan(2_000);
    await stopping.close();
  });
});
