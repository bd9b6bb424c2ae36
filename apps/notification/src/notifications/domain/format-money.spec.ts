import { MAX_CENTS } from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { formatMoney } from './format-money.js';

describe('formatMoney', () => {
  it.each([
    [199_998, 'USD', '$1999.98'],
    [250_000, 'USD', '$2500.00'],
    [5, 'EUR', '€0.05'],
    [MAX_CENTS - 1, 'USD', '$999999999999.99'],
    [12_345, 'JPY', '¥123.45'],
  ])('writes %i cents of %s as %s', (cents, currency, text) => {
    expect(formatMoney(cents, currency)).toBe(text);
  });
});
