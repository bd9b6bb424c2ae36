import { describe, expect, it } from '@jest/globals';
import { spanOf, type BucketSize } from './span.js';

const now = new Date('2026-01-31T12:34:56Z');

const shown = (query: { bucket: BucketSize; from?: string; to?: string }) => {
  const { from, to } = spanOf(query, now);
  return `${from.toISOString()} ${to.toISOString()}`;
};

describe('spanOf', () => {
  it.each([
    ['minute', '2026-01-31T11:35:00.000Z 2026-01-31T12:35:00.000Z'],
    ['hour', '2026-01-29T01:00:00.000Z 2026-01-31T13:00:00.000Z'],
    ['day', '2025-12-03T00:00:00.000Z 2026-02-01T00:00:00.000Z'],
  ] as const)('is the last 60 %ss unless asked otherwise', (bucket, expected) => {
    expect(shown({ bucket })).toBe(expected);
  });

  it('covers what was asked for with whole buckets', () => {
    const query = { bucket: 'hour', from: '2026-01-31T08:59:00Z', to: '2026-01-31T10:01:00+01:00' } as const;
    expect(shown(query)).toBe('2026-01-31T08:00:00.000Z 2026-01-31T10:00:00.000Z');
  });

  it('refuses a span that is empty', () => {
    const empty = { bucket: 'hour', from: '2026-01-31T10:00:00Z', to: '2026-01-31T10:00:00Z' } as const;
    expect(() => spanOf(empty, now)).toThrow('from must be before `to`');
  });

  it.each([
    ['minute', '2026-01-30T12:35:00Z', '2026-01-30T12:34:00Z'],
    ['hour', '2025-12-31T13:00:00Z', '2025-12-31T12:00:00Z'],
    ['day', '2025-01-31T00:00:00Z', '2025-01-30T00:00:00Z'],
  ] as const)('refuses more %ss than one answer holds', (bucket, longest, tooLong) => {
    expect(shown({ bucket, from: longest })).toContain(longest.slice(0, 16));
    expect(() => spanOf({ bucket, from: tooLong }, now)).toThrow(/from must be at most \d+ (minute|hour|day)s/);
  });
});
