import { describe, expect, it } from '@jest/globals';
import { type Kind } from '../orders/kind.js';
import { Ledger } from './ledger.js';
import { shortfallOf } from './shortfall.js';
import { type OrderView } from './tracked-order.js';

const CREATED = '2026-01-31T12:00:00.000Z';
const SETTLED = '2026-01-31T12:00:00.120Z';
const pending: OrderView = { id: 'a', status: 'PENDING', statusSince: CREATED, createdAt: CREATED };
const confirmed: OrderView = { ...pending, status: 'CONFIRMED', statusSince: SETTLED, total: 19.99, currency: 'USD' };
const rejected = (reason: string): OrderView => ({ ...pending, status: 'REJECTED', statusSince: SETTLED, reason });
const cancelled: OrderView = { ...pending, status: 'CANCELLED', statusSince: SETTLED };

const created = (body: object = pending, attempts = 1) => ({ answer: { status: 201, headers: {}, body }, attempts });
const replay = (body: object = pending, attempts = 1) => ({
  answer: { status: 201, headers: { 'idempotency-replayed': 'true' }, body },
  attempts,
});
const refused = (status: number, code: string) => ({
  answer: { status, headers: {}, body: { code, detail: 'so it is' } },
  attempts: 1,
});

function placed(kind: Kind, ...answers: Parameters<Ledger['answered']>[1][]) {
  const ledger = new Ledger();
  const order = ledger.submitted('k', kind, 1_000);
  for (const [n, answer] of answers.entries()) {
    if (n > 0) ledger.submitted('k', kind, 1_100);
    ledger.answered(order, answer, 1_030);
  }
  return { ledger, order };
}

describe('an order of a run', () => {
  it('is open from its acceptance until it is seen settled', () => {
    const { ledger, order } = placed('normal', created());
    expect(ledger).toMatchObject({ sent: 1, accepted: 1, ended: 0, openCount: 1 });
    expect(ledger.oldestOpen()).toBe(CREATED);
    expect(shortfallOf(order)).toBe(`not settled in time: PENDING since ${CREATED}`);
    ledger.seen(confirmed);
    expect(ledger).toMatchObject({ ended: 1, openCount: 0 });
    expect(ledger.oldestOpen()).toBeUndefined();
    expect(shortfallOf(order)).toBeUndefined();
  });

  it('takes from when it was due until its acceptance, and from its creation until it is settled', () => {
    const { ledger, order } = placed('normal', created());
    expect(order.settledMs).toBeUndefined();
    ledger.seen(confirmed);
    expect(order.settledMs).toBe(30 + 120);
  });

  it('is no order of this run when its only answer is a replay', () => {
    expect(placed('normal', replay(confirmed)).order).toMatchObject({ placedHere: false, replays: 1, ended: true });
    expect(placed('normal', replay(confirmed)).order.settledMs).toBeUndefined();
  });

  it('is one of this run when a repeated request finds its own first attempt', () => {
    expect(placed('normal', replay(pending, 2)).order.placedHere).toBe(true);
  });

  it('that is to be cancelled waits for that, even if it is confirmed', () => {
    const { ledger, order } = placed('cancelled', created());
    ledger.seen(confirmed);
    expect(ledger.openCount).toBe(1);
    ledger.cancelled(order, { answer: { status: 200, headers: {}, body: cancelled }, attempts: 1 });
    expect(ledger.openCount).toBe(0);
    expect(shortfallOf(order)).toBeUndefined();
  });

  it('whose cancellation was never sent is to be confirmed', () => {
    const { ledger, order } = placed('cancelled', created());
    ledger.seen(confirmed);
    ledger.sendingHasEnded();
    expect(ledger.openCount).toBe(0);
    expect(shortfallOf(order)).toBeUndefined();
  });

  it('is not changed by orders of others', () => {
    const { ledger } = placed('normal', created());
    ledger.seen({ ...confirmed, id: 'another' });
    expect(ledger.openCount).toBe(1);
  });
});

describe('the end that a kind asks for', () => {
  const endOf = (kind: Kind, view: OrderView) => {
    const { ledger, order } = placed(kind, created());
    ledger.seen(view);
    return shortfallOf(order);
  };

  it.each<[Kind, OrderView]>([
    ['normal', confirmed],
    ['insufficient', rejected('INSUFFICIENT_STOCK')],
    ['wrong-quote', rejected('DECLINED')],
    ['declined', rejected('DECLINED')],
  ])('%s is reached', (kind, view) => {
    expect(endOf(kind, view)).toBeUndefined();
  });

  it.each<[Kind, OrderView, string]>([
    ['normal', rejected('DECLINED'), 'REJECTED (DECLINED) instead of CONFIRMED'],
    ['insufficient', confirmed, 'CONFIRMED instead of REJECTED (INSUFFICIENT_STOCK)'],
    ['declined', rejected('TIMED_OUT'), 'REJECTED (TIMED_OUT) instead of REJECTED (DECLINED)'],
    ['duplicate', cancelled, 'CANCELLED instead of CONFIRMED'],
  ])('%s is missed', (kind, view, shortfall) => {
    expect(endOf(kind, view)).toBe(shortfall);
  });

  it('duplicate is reached when the second answer says that it is one', () => {
    const { ledger, order } = placed('duplicate', created(), replay());
    ledger.seen(confirmed);
    expect(shortfallOf(order)).toBeUndefined();
  });

  it('duplicate is missed when no answer says so', () => {
    const { ledger, order } = placed('duplicate', created(), created());
    ledger.seen(confirmed);
    expect(shortfallOf(order)).toBe('sent 2 times, but 0 answers say Idempotency-Replayed');
  });

  it('duplicate is missed when there are two orders', () => {
    const { order } = placed('duplicate', created(), created({ ...pending, id: 'b' }));
    expect(shortfallOf(order)).toBe('no right answer: one key gave two orders, a and b');
  });

  it('malformed is a refusal with 400', () => {
    expect(shortfallOf(placed('malformed', refused(400, 'REQUEST.INVALID')).order)).toBeUndefined();
    expect(shortfallOf(placed('malformed', refused(503, 'SERVER.QUEUE_FULL')).order)).toContain('not with 400');
    expect(shortfallOf(placed('malformed', created()).order)).toBe('accepted, though it is malformed');
  });

  it('is none when an order is refused, or there is no answer', () => {
    expect(shortfallOf(placed('normal', refused(429, 'REQUEST.TOO_MANY_REQUESTS')).order)).toBe(
      'refused: 429 REQUEST.TOO_MANY_REQUESTS so it is',
    );
    const { ledger, order } = placed('normal');
    ledger.failed(order, new Error('socket hang up'));
    expect(shortfallOf(order)).toBe('no right answer: socket hang up');
  });
});
