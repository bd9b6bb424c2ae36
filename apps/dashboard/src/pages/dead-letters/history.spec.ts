import { describe, expect, it } from '@jest/globals';
import type { DeadLetterDetails } from '../../api/dead-letters';
import { historyOf } from './history';

const LETTER: DeadLetterDetails = {
  id: 42,
  state: 'dead',
  head: true,
  topic: 'order-events',
  partition: 3,
  offset: 1207,
  key: { encoding: 'text', data: '01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b' },
  eventType: 'ORDER_CREATED',
  attempts: 10,
  nextAttemptAt: null,
  error: { code: '23505', message: 'duplicate key', stack: null },
  parkedAt: '2026-11-21T12:00:01.000Z',
  timestamp: '2026-11-21T12:00:00.000Z',
  payload: null,
  headers: {},
  actions: [],
};
const redrive = { action: 'redrive', actor: 'alice', reason: null, at: '2026-11-21T12:05:00.000Z' } as const;
const discard = { action: 'discard', actor: 'bob', reason: 'a test', at: '2026-11-21T12:06:00.000Z' } as const;

describe('what happened to a letter', () => {
  it('begins with its arrival and ends with how it stands', () => {
    expect(historyOf({ ...LETTER, actions: [redrive] }).map(({ at, what }) => [at, what])).toEqual([
      ['2026-11-21T12:00:00.000Z', 'Kafka got the event'],
      ['2026-11-21T12:00:01.000Z', 'It could not be handled: parked'],
      ['2026-11-21T12:05:00.000Z', 'Redriven by alice'],
      [null, 'Dead after 10 attempts: it waits for you'],
    ]);
  });

  const lastOf = (change: Partial<DeadLetterDetails>) => historyOf({ ...LETTER, ...change }).at(-1);

  it('tells when it is tried next', () => {
    const nextAttemptAt = '2026-11-21T12:07:00.000Z';
    expect(lastOf({ state: 'retrying', attempts: 1, nextAttemptAt })).toEqual({
      at: nextAttemptAt,
      what: 'Next attempt, after 1 attempt',
      tone: 'info',
    });
  });

  it('tells that it waits for an earlier one', () => {
    expect(lastOf({ state: 'retrying', head: false })?.what).toBe('Waits behind an earlier event of the same order');
  });

  it('says that an event that never failed was parked because it waits', () => {
    const [, parked] = historyOf({ ...LETTER, state: 'retrying', head: false, error: null, attempts: 0 });
    expect(parked?.what).toBe('An earlier event of the same order was parked: parked behind it');
  });

  it.each([
    [0, [redrive], 'Handled at the first attempt since the redrive'],
    [2, [], 'Handled at attempt 3'],
  ])('tells that it has been handled, after %d failures', (attempts, actions, what) => {
    const resolvedAt = '2026-11-21T12:05:01.000Z';
    expect(lastOf({ state: 'handled', attempts, actions, resolvedAt })).toEqual({ at: resolvedAt, what, tone: 'ok' });
  });

  it('tells who discarded it and why, once', () => {
    const history = historyOf({ ...LETTER, state: 'discarded', actions: [redrive, discard], resolvedAt: discard.at });
    expect(history.slice(2)).toEqual([
      { at: redrive.at, what: 'Redriven by alice', tone: 'info' },
      { at: discard.at, what: 'Discarded by bob', tone: 'neutral', reason: 'a test' },
    ]);
  });
});
