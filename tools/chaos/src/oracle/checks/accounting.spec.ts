import { describe, expect, it } from '@jest/globals';
import { soundRun, withBooks } from '../../../test/fixtures/sound-run.js';
import { identityOf } from '../message.js';
import type { Books, Observed } from '../observed.js';
import { checkAccounting } from './accounting.js';

const faults = (observed: Observed) =>
  checkAccounting(observed)
    .filter(({ ok }) => !ok)
    .map(({ check, wrong }) => ({ check, wrong }));

const inventory = (change: (books: Books) => Partial<Books>) => faults(withBooks(soundRun(), 'inventory', change));

const check = 'accounting: inventory ← order-events';
const FIRST = identityOf('/order-api', 'event-0');
const POISON = identityOf('', 'order-events:0:901');

describe('checkAccounting', () => {
  it('adds up every group and topic', () => {
    const findings = checkAccounting(soundRun());
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.find((finding) => finding.check === check)!.seen).toBe(
      '10 = 9 handled + 0 skipped + 0 retrying + 1 dead + 0 discarded',
    );
  });

  it('accepts that a group skips what it has no handler for', () => {
    const [orders] = checkAccounting(soundRun()).filter(
      (own) => own.check === 'accounting: transaction ← order-events',
    );
    expect(orders).toMatchObject({ ok: true, seen: '10 = 1 handled + 8 skipped + 0 retrying + 1 dead + 0 discarded' });
  });

  it('objects when an event was never taken', () => {
    const wrong = inventory(({ inbox }) => ({ inbox: inbox.filter(({ identity }) => identity !== FIRST) }));
    expect(wrong).toEqual([{ check, wrong: ['ORDER_CREATED event-0 at order-events:0:0: never taken'] }]);
  });

  it('objects when an event was taken twice', () => {
    const wrong = inventory(({ inbox }) => ({ inbox: [...inbox, { identity: FIRST, fate: 'handled' }] }));
    expect(wrong).toEqual([
      { check, wrong: ['ORDER_CREATED event-0 at order-events:0:0: taken 2 times: handled, handled'] },
    ]);
  });

  it('objects when a parked event is gone', () => {
    const message = 'an unreadable message order-events:0:901 at order-events:0:901';
    expect(inventory(() => ({ parked: [] }))).toEqual([{ check, wrong: [`${message}: parked, but not there`] }]);
  });

  it('objects when an event is both handled and parked', () => {
    const wrong = inventory(({ parked }) => ({ parked: [...parked, { at: 'order-events:0:0', state: 'retrying' }] }));
    expect(wrong).toEqual([
      { check, wrong: ['ORDER_CREATED event-0 at order-events:0:0: taken 2 times: handled, retrying'] },
    ]);
  });

  it('objects when an event is skipped that the group handles', () => {
    const wrong = inventory(({ inbox }) => ({
      inbox: inbox.map((entry) => (entry.identity === FIRST ? { ...entry, fate: 'skipped' } : entry)),
    }));
    expect(wrong).toEqual([
      { check, wrong: ['ORDER_CREATED event-0 at order-events:0:0: skipped, but it should not be'] },
    ]);
  });

  it('objects when an unreadable message is said to be handled or skipped', () => {
    const message = 'an unreadable message order-events:0:901 at order-events:0:901';
    for (const [fate, fault] of [
      ['handled', 'handled, but no handler is for it'],
      ['skipped', 'skipped, but it should not be'],
    ]) {
      const wrong = inventory(({ inbox }) => ({
        parked: [],
        inbox: inbox.map((entry) => (entry.identity === POISON ? { ...entry, fate: fate! } : entry)),
      }));
      expect(wrong).toEqual([{ check, wrong: [`${message}: ${fault}`] }]);
    }
  });

  it('objects to what was not produced', () => {
    const wrong = inventory(({ inbox, parked }) => ({
      inbox: [...inbox, { identity: identityOf('/nowhere', 'ghost'), fate: 'handled' }],
      parked: [...parked, { at: 'order-events:5:5', state: 'retrying' }],
    }));
    expect(wrong).toEqual([
      {
        check: 'accounting: inventory',
        wrong: ['/nowhere ghost is handled, but was not produced', 'order-events:5:5 is parked, but was not produced'],
      },
    ]);
  });
});
