import { describe, expect, it } from '@jest/globals';
import type { DeadLetter, DeadLettersQuery, DeadLetterState } from '../../api/dead-letters';
import { outcomeOf } from './redrive-outcome';
import { idsToRedrive, standingOf, type ReadPage } from './standing';

const letter = (id: number, state: DeadLetterState, change: Partial<DeadLetter> = {}): DeadLetter => ({
  id,
  state,
  head: true,
  topic: 'order-events',
  partition: 0,
  offset: id,
  key: null,
  eventType: 'ORDER_CREATED',
  attempts: 1,
  nextAttemptAt: null,
  error: null,
  parkedAt: '2026-11-21T12:00:00.000Z',
  ...change,
});

/** A service with these letters; `asked` has every query. */
function serviceWith(letters: readonly DeadLetter[]): { read: ReadPage; asked: DeadLettersQuery[] } {
  const asked: DeadLettersQuery[] = [];
  const read: ReadPage = async (query) => {
    asked.push(query);
    const { state, eventType, limit = 20, cursor = '1000000' } = query;
    const matching = letters
      .filter((one) => one.state === state && (eventType === undefined || one.eventType === eventType))
      .filter(({ id }) => id < Number(cursor))
      .sort((a, b) => b.id - a.id);
    const items = matching.slice(0, limit);
    return Promise.resolve({ items, nextCursor: matching.length > limit ? String(items.at(-1)!.id) : null });
  };
  return { read, asked };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe('what a redrive takes', () => {
  it('is what is dead and the first of its key, from all pages', async () => {
    const dead = range(1, 250).map((id) => letter(id, 'dead', { head: id !== 7 }));
    const { read } = serviceWith([...dead, letter(300, 'retrying')]);
    const ids = await idsToRedrive(read, {});
    expect(ids.sort((a, b) => a - b)).toEqual(range(1, 250).filter((id) => id !== 7));
  });
});

describe('where letters stand', () => {
  it('is read by state and type', async () => {
    const { read } = serviceWith([
      letter(1, 'handled'),
      letter(2, 'retrying'),
      letter(3, 'dead'),
      letter(4, 'discarded'),
      letter(5, 'dead', { eventType: 'OTHER' }),
    ]);
    const standing = await standingOf(read, [1, 2, 3, 4], 'ORDER_CREATED');
    expect(outcomeOf([1, 2, 3, 4], standing)).toEqual({ handled: 1, deadAgain: 1, discarded: 1, retrying: 1 });
    expect(standing.dead).toEqual(new Set([3]));
  });

  it('reads no further back than the oldest of them', async () => {
    const { read, asked } = serviceWith(range(1, 1_000).map((id) => letter(id, 'dead')));
    const standing = await standingOf(read, [950, 999], undefined);
    expect(asked).toHaveLength(3);
    expect(standing.dead.has(950) && standing.dead.has(999)).toBe(true);
  });

  it('never takes a letter for handled that fails between two looks', async () => {
    const read: ReadPage = ({ state }) =>
      Promise.resolve({ items: state === 'discarded' ? [] : [letter(1, 'dead')], nextCursor: null });
    expect(outcomeOf([1], await standingOf(read, [1], undefined))).toEqual({
      handled: 0,
      deadAgain: 0,
      discarded: 0,
      retrying: 1,
    });
  });
});
