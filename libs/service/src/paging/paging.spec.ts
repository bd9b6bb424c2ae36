import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '../problems/problem.js';
import { isId, isText, isWhole } from './cursor-guards.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { pageOf } from './page.js';

describe('a cursor', () => {
  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer(), (id, sequence) => {
        expect(decodeCursor<[string, number]>(encodeCursor([id, sequence]), isId, isWhole)).toEqual([id, sequence]);
      }),
    );
  });

  it.each([
    ['made up', 'nonsense'],
    ['empty', ''],
    ['of another list', encodeCursor(['A', 1])],
    ['of another kind', encodeCursor([7])],
    ['no list', Buffer.from('{"0":"A","length":1}').toString('base64url')],
    ['not storable', encodeCursor(['a\0b'])],
  ])('that is %s is refused by its name', (_what, cursor) => {
    expect(() => decodeCursor(cursor, isText)).toThrow(Problem);
    expect(() => decodeCursor(cursor, isText)).toThrow('cursor must be the nextCursor of the page before');
  });

  it('never fails otherwise, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(() => decodeCursor(cursor, isText)).toThrow(Problem);
      }),
    );
  });
});

describe('a page', () => {
  const view = { item: (row: number) => `item ${row}`, cursor: (row: number) => [row] };

  it('ends where the limit says, and the next one begins after its last item', () => {
    expect(pageOf([1, 2, 3], 2, view)).toEqual({ items: ['item 1', 'item 2'], nextCursor: encodeCursor([2]) });
  });

  it('is the last one when no row is left over', () => {
    expect(pageOf([1, 2], 2, view)).toEqual({ items: ['item 1', 'item 2'], nextCursor: null });
    expect(pageOf([], 2, view)).toEqual({ items: [], nextCursor: null });
  });
});
