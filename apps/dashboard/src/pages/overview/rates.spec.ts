import { describe, expect, it } from '@jest/globals';
import { formatRate, Rates } from './rates';

describe('rates', () => {
  it('are what came in the last four seconds', () => {
    const rates = new Rates();
    rates.add({ ORDER_CREATED: 8, ORDER_CONFIRMED: 4 }, 1_000);
    rates.add({ ORDER_CREATED: 4 }, 3_000);
    expect(rates.perSecond(4_000)).toEqual({ ORDER_CREATED: 3, ORDER_CONFIRMED: 1 });
    expect(rates.perSecond(5_000)).toEqual({ ORDER_CREATED: 1 });
    expect(rates.perSecond(9_000)).toEqual({});
  });

  it.each([
    [0, '0/s'],
    [0.25, '0.3/s'],
    [9.96, '10/s'],
    [199.6, '200/s'],
  ])('%d a second is %s', (rate, text) => expect(formatRate(rate)).toBe(text));
});
