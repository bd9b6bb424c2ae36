import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { createdAtOf, lowestIdAt } from './order-id.js';

const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const moments = fc.date({ min: new Date(0), max: new Date(LAST), noInvalidDate: true });

describe('the id of an order', () => {
  it('tells when the order was created', () => {
    const before = Date.now();
    const id = v7();
    expect(createdAtOf(id).getTime()).toBeGreaterThanOrEqual(before);
    expect(createdAtOf(id).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('is at least the lowest of its millisecond, and below the lowest of the next', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const id = v7({ msecs: moment.getTime() });
        expect(createdAtOf(id)).toEqual(moment);
        expect(lowestIdAt(moment) <= id).toBe(true);
        expect(id < lowestIdAt(new Date(moment.getTime() + 1))).toBe(true);
      }),
    );
  });

  it('has no lower bound before 1970, when there were none', () => {
    expect(lowestIdAt(new Date('0001-01-01T00:00:00Z'))).toBe('00000000-0000-7000-8000-000000000000');
  });
});
