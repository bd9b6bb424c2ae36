import { describe, expect, it } from '@jest/globals';
import { soundRun, withBooks, withoutMessages } from '../../test/fixtures/sound-run.js';
import type { Observed } from './observed.js';
import { judge } from './index.js';

const objections = (observed: Observed) =>
  judge(observed)
    .filter(({ ok }) => !ok)
    .map(({ check }) => check);

describe('judge', () => {
  it('finds nothing wrong with a sound run', () => {
    expect(judge(soundRun()).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('objects when an event has taken effect twice', () => {
    const run = soundRun();
    const summary = { ...run.summary, events: run.summary.events + 1, confirmed: run.summary.confirmed + 1 };
    const twice = withBooks({ ...run, summary }, 'analytics', ({ inbox }) => ({ inbox: [...inbox, inbox[0]!] }));
    expect(objections(twice)).toEqual(['analytics', 'accounting: analytics ← order-events']);
  });

  it('objects when an event was committed and never sent', () => {
    const lost = withoutMessages(soundRun(), ({ type, orderId }) => type === 'ORDER_CONFIRMED' && orderId === 'bought');
    expect(objections(lost)).toEqual(expect.arrayContaining(['orders', 'notifications', 'analytics']));
  });

  it('objects when a failed event was acknowledged and forgotten', () => {
    const forgotten = withBooks(soundRun(), 'inventory', () => ({ parked: [] }));
    expect(objections(forgotten)).toEqual(['accounting: inventory ← order-events']);
  });
});
