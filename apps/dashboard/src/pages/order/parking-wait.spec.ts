import { expect, it } from '@jest/globals';
import { waitsFor } from './parking-wait';

const now = Date.parse('2026-01-01T12:00:00Z');
const error = { code: 'X', message: 'x' };
const letter = { attempts: 3, nextAttemptAt: null, error };

it.each([
  [
    { ...letter, state: 'retrying', nextAttemptAt: '2026-01-01T12:00:04Z' } as const,
    '3 attempts so far; the next in 4.0 s.',
  ],
  [
    { ...letter, state: 'retrying', nextAttemptAt: '2026-01-01T11:59:00Z' } as const,
    '3 attempts so far; the next is due.',
  ],
  [{ ...letter, state: 'retrying', error: null } as const, 'It follows when the one before it is through.'],
  [{ ...letter, state: 'dead', attempts: 1 } as const, 'Dead after 1 attempt: it waits for an operator.'],
])('tells what a parked event waits for: %j', (parked, text) => {
  expect(waitsFor(parked, now)).toBe(text);
});
