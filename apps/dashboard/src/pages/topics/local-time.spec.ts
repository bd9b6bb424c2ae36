import { expect, it } from '@jest/globals';
import { localValueOf, momentOf } from './local-time';

it.each(['2026-11-21T12:34:56.000Z', '2026-03-29T00:59:59.000Z', '2026-07-01T00:00:00.000Z'])(
  '%s there and back',
  (moment) => {
    expect(momentOf(localValueOf(moment))).toBe(moment);
  },
);

it('is the wall clock of the place', () => {
  const wall = new Date(2026, 0, 31, 8, 5, 9);
  expect(localValueOf(wall.toISOString())).toBe('2026-01-31T08:05:09');
});

it.each(['', 'yesterday'])('%j says no moment', (text) => {
  expect(localValueOf(text)).toBe('');
  expect(momentOf(text)).toBe('');
});
