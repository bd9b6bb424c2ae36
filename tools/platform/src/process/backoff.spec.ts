import { expect, it } from '@jest/globals';
import { backoffMs } from './backoff.js';

it('waits longer after each failure in a row, up to half a minute', () => {
  expect([0, 1, 2, 3, 7, 50].map(backoffMs)).toEqual([500, 500, 1000, 2000, 30_000, 30_000]);
});
