import { describe, expect, it } from '@jest/globals';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoney,
  formatShare,
  formatShort,
  formatShortMoney,
  formatWholeMoney,
  humanised,
  isUuid,
  shortId,
} from './format';

describe('format', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [9_949, '9.9 s'],
    [12_400, '12 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [3_569_999, '59 min'],
    [3_570_000, '1 h'],
    [90_000_000, '1 d'],
    [-1_500, '−1.5 s'],
  ])('says %d milliseconds as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('says how long ago a moment is, and when one is to come', () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    expect(formatAgo('2026-01-01T11:59:59Z', now)).toBe('just now');
    expect(formatAgo('2026-01-01T11:58:00Z', now)).toBe('2 min ago');
    expect(formatAgo('2026-01-01T12:00:05Z', now)).toBe('in 5.0 s');
  });

  it('writes figures', () => {
    expect(formatCount(12_345)).toBe('12,345');
    expect(formatShort(12_345)).toBe('12.3K');
    expect(formatMoney(1_234.5)).toBe('$1,234.50');
    expect(formatWholeMoney(4_350_734.5)).toBe('$4,350,735');
    expect(formatShortMoney(1_234.5)).toBe('$1,235');
    expect(formatShortMoney(1_234_567)).toBe('$1.2M');
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(1_536)).toBe('1.5 KB');
  });

  it('gives no share of nothing', () => {
    expect(formatShare(0, 0)).toBe('–');
    expect(formatShare(1, 3)).toBe('33.3 %');
    expect(formatShare(3, 3)).toBe('100 %');
  });

  it('shortens ids to the part that tells them apart', () => {
    expect(shortId('01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b')).toBe('3c1d2e4b');
    expect(shortId('CUST-123')).toBe('CUST-123');
  });

  it('says constants as words, and leaves other texts alone', () => {
    expect(humanised('ORDER_CREATED')).toBe('Order created');
    expect(humanised('retrying')).toBe('Retrying');
    expect(humanised('ok')).toBe('OK');
    expect(humanised('PreparingRebalance')).toBe('PreparingRebalance');
  });

  it('knows a UUID', () => {
    expect(isUuid('01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b')).toBe(true);
    expect(isUuid('CUST-123')).toBe(false);
  });
});
