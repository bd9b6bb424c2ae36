import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { uuidv7 } from './uuid.js';

describe('uuidv7', () => {
  const ids = Array.from({ length: 20_000 }, uuidv7); // of many milliseconds, and more than the pool has random bytes for

  it('answers another UUIDv7 each time', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(ids.map((id) => id.slice(-11))).size).toBe(ids.length); // random, not only counted
  });

  it('answers ids that sort in the order in which they were made', () => {
    expect([...ids].sort()).toEqual(ids);
  });
});
