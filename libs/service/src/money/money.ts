import { MAX_CENTS } from '@orderflow/contracts';

/** An amount with two decimals at most, as JSON writes it: no exponent, no rounding. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/**
 * Whole cents of a decimal amount, exactly: 19.99 becomes 1999.
 * @throws RangeError when the amount has more than two decimals or more cents than a number can count
 */
export function toCents(decimal: number): number {
  const cents = centsOf(decimal);
  if (cents === undefined) throw new RangeError(`${decimal} is not an amount with at most two decimals`);
  return cents;
}

/** The decimal amount of whole cents: 1999 becomes 19.99, the number that JSON writes as `19.99`. */
export function toDecimal(cents: number): number {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${cents} is not a whole number of cents`);
  return cents / 100; // the nearest number to the exact quotient, so the one that `19.99` is read as
}

/** Whether the value is an amount with at most two decimals, from 0 to so many cents: by default the most that an order can cost. */
export function isMoney(value: unknown, maxCents = MAX_CENTS): value is number {
  const cents = typeof value === 'number' ? centsOf(value) : undefined;
  return cents !== undefined && cents >= 0 && cents <= maxCents;
}

/** By its digits and not by arithmetic: 2500.005 times 100 would round, 1.005 times 100 would fall short. */
function centsOf(decimal: number): number | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(String(decimal)) ?? [];
  if (whole === undefined) return undefined;
  const cents = Number(whole + fraction.padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return undefined;
  return sign && cents !== 0 ? -cents : cents;
}
