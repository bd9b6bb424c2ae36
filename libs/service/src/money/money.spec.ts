import { describe, expect, it } from '@jest/globals';
import { MAX_CENTS } from '@orderflow/contracts';
import fc from 'fast-check';
import { isMoney, toCents, toDecimal } from './money.js';

describe('money', () => {
  it.each([
    [0, 0],
    [19.99, 1999],
    [1.1, 110],
    [1.15, 115],
    [4.35, 435],
    [2500, 250_000],
    [-0.05, -5],
    [MAX_CENTS / 100, MAX_CENTS],
  ])('counts %d as %d cents', (decimal, cents) => {
    expect(toCents(decimal)).toBe(cents);
  });

  it.each([2500.005, 0.001, 0.1 + 0.2, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER])(
    'refuses %d rather than round it',
    (decimal) => {
      expect(() => toCents(decimal)).toThrow(RangeError);
    },
  );

  it('gives back every amount of cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }), (cents) => {
        expect(toCents(toDecimal(cents))).toBe(cents);
      }),
    );
  });

  it('is written in JSON with the digits of the cents, and read as the same cents', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: BigInt(MAX_CENTS) }), (exact) => {
        const decimal = `${exact / 100n}.${String(exact % 100n).padStart(2, '0')}`;
        expect(toCents(JSON.parse(decimal) as number)).toBe(Number(exact));
        expect(toDecimal(Number(exact)).toFixed(2)).toBe(decimal);
      }),
    );
  });

  it('refuses every third decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 9 }), (cents, mill) => {
        expect(() =>
          toCents(Number(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}${mill}`)),
        ).toThrow();
      }),
    );
  });

  it('accepts as money what is neither negative, nor too much, nor text', () => {
    expect([0, 0.01, MAX_CENTS / 100].map((value) => isMoney(value))).toEqual([true, true, true]);
    expect([-0.01, (MAX_CENTS + 1) / 100, 0.005, '1.00', null, undefined].map((value) => isMoney(value))).toEqual(
      Array(6).fill(false),
    );
  });
});
