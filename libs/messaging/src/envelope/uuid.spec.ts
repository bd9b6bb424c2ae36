import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { uuidv7 } from './uuid.js';

describe('uuidv7', () => {
  it('answers another UUIDv7 each time, also when its random bytes are used up', () => {
    const ids = Array.from({ length: 2_000 }, uuidv7);
    expect(new Set(ids).size).toBe(2_000);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  });

  it('answers ids that sort by the millisecond', async () => {
    const before = uuidv7();
    const now = Date.now();
    while (Date.now() === now) await new Promise(setImmediate);
    expect(uuidv7() > before).toBe(true);
  });
});
