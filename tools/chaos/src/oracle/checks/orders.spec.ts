import { describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import { eventOf, soundRun, withOrder, withoutMessages } from '../../../test/fixtures/sound-run.js';
import { checkOrders } from './orders.js';

describe('checkOrders', () => {
  it('tells what became of the orders', () => {
    expect(checkOrders(soundRun())).toMatchObject({
      ok: true,
      seen: '4 accepted, 0 unanswered: 1 confirmed, 2 rejected, 1 cancelled',
    });
  });

  it('allows an order whose answer was lost, and tells it', () => {
    const run = soundRun();
    const { ok, seen } = checkOrders({ ...run, accepted: run.accepted.slice(1) });
    expect(ok).toBe(true);
    expect(seen).toContain('3 accepted, 1 unanswered');
  });

  it('objects when an accepted order is lost', () => {
    const run = soundRun();
    const lost = { orderId: 'lost', customerId: 'C', cancelled: false };
    expect(checkOrders({ ...run, accepted: [...run.accepted, lost] }).wrong).toEqual([
      'lost was accepted, and is lost',
    ]);
  });

  it('objects when the customer was told that an order is cancelled, and it is not', () => {
    const run = soundRun();
    const accepted = run.accepted.map((answer) => ({ ...answer, cancelled: true })).slice(0, 1);
    expect(checkOrders({ ...run, accepted }).wrong).toEqual(['bought was cancelled, but is CONFIRMED']);
  });

  it('objects to an order that has come to no end', () => {
    expect(checkOrders(withOrder(soundRun(), 'bought', { status: 'RESERVED' })).wrong).toEqual([
      'bought has come to no end: RESERVED',
    ]);
  });

  it('objects when the end was not published', () => {
    const run = withoutMessages(soundRun(), ({ type, orderId }) => type === 'ORDER_REJECTED' && orderId === 'short');
    expect(checkOrders(run).wrong).toEqual(['short is REJECTED, but was published as nothing']);
  });

  it('objects when the end was published under two ids', () => {
    const run = soundRun();
    const again = eventOf(999, Topic.OrderEvents, 'ORDER_CONFIRMED', 'bought');
    expect(checkOrders({ ...run, log: [...run.log, again] }).wrong).toEqual([
      'bought is CONFIRMED, but was published as ORDER_CONFIRMED ORDER_CONFIRMED',
    ]);
  });

  it('objects when the beginning was not published', () => {
    const run = withoutMessages(soundRun(), ({ type, orderId }) => type === 'ORDER_CREATED' && orderId === 'short');
    expect(checkOrders(run).wrong).toEqual(['short was published as created 0 times']);
  });

  it('objects to events of an order that is not there', () => {
    const run = soundRun();
    const ghost = eventOf(999, Topic.OrderEvents, 'ORDER_CREATED', 'ghost');
    expect(checkOrders({ ...run, log: [...run.log, ghost] }).wrong).toEqual([
      'ghost has events, but there is no such order',
    ]);
  });

  it('objects when two answers gave the same order', () => {
    const run = soundRun();
    expect(checkOrders({ ...run, accepted: [...run.accepted, run.accepted[0]!] }).wrong).toEqual([
      '1 answers gave the id of another order',
    ]);
  });

  it('shows the first few of many', () => {
    const run = soundRun();
    const lost = Array.from({ length: 1_500 }, (_, n) => ({ orderId: `lost-${n}`, customerId: 'C', cancelled: false }));
    const { wrong } = checkOrders({ ...run, accepted: lost });
    expect(wrong).toHaveLength(6);
    expect(wrong.at(-1)).toBe('and 1,495 more');
  });
});
