import { describe, expect, it } from '@jest/globals';
import { Problem } from '@orderflow/service';
import { idempotencyKeyOf } from './idempotency-key.js';

describe('idempotencyKeyOf', () => {
  it.each([undefined, '8e03978e-40d5-43e8-bc93-6894a57f9324', '"quoted"', 'k', 'k'.repeat(255)])('takes %s', (key) => {
    expect(idempotencyKeyOf(key)).toBe(key);
  });

  it.each([
    ['an empty one', ''],
    ['one that is too long', 'k'.repeat(256)],
    ['a header that was sent twice', 'one, two'],
    ['text beyond ASCII', 'schlüssel'],
    ['control characters', 'a\u0007'],
  ])('refuses %s', (_what, key) => {
    expect(() => idempotencyKeyOf(key)).toThrow(Problem);
  });
});
