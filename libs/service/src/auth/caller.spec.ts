import { afterEach, expect, it, jest } from '@jest/globals';
import { ANYONE, msUntilEnd } from './caller.js';

afterEach(() => {
  jest.restoreAllMocks();
});

it.each([
  ['ends', 1_500, 500],
  ['has ended', 900, 0],
  ['ends in a year', 31_536_000_000, 2_147_483_647],
  ['never ends', undefined, undefined],
])('what lasts as long as a token that %s', (_how, expiresAt, ms) => {
  jest.spyOn(Date, 'now').mockReturnValue(1_000);
  expect(msUntilEnd({ ...ANYONE, expiresAt })).toBe(ms);
});
