import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { requestIdOf } from './request-id.js';

describe('requestIdOf', () => {
  it('keeps the id that the caller gave', () => {
    expect(requestIdOf({ headers: { 'x-request-id': 'a.b:c-1' } })).toBe('a.b:c-1');
  });

  it.each([undefined, '', 'two words', 'line\nbreak', 'x'.repeat(129)])('gives a UUIDv7 instead of %p', (given) => {
    const id = requestIdOf({ headers: { 'x-request-id': given } });
    expect([validate(id), validate(id) && version(id)]).toEqual([true, 7]);
  });

  it('never gives an id twice', () => {
    const ids = Array.from({ length: 2_000 }, () => requestIdOf({ headers: {} }));
    expect(new Set(ids.map((id) => id.slice(14))).size).toBe(ids.length); // what follows the time
  });
});
