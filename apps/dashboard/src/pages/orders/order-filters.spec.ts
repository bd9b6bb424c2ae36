import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALL_ORDERS, filtersOf, inputOf, isFiltered, momentOf } from './order-filters';

describe('the filters of the orders', () => {
  it('are what the link says', () => {
    const view = { status: 'REJECTED', customerId: ' CUST-1', createdFrom: '2026-01-31T11:00:00+01:00', createdTo: '' };
    expect(filtersOf(view)).toEqual({
      status: 'REJECTED',
      customerId: 'CUST-1',
      createdFrom: '2026-01-31T10:00:00.000Z',
    });
  });

  it('leave out what is not valid, so that an old link still shows orders', () => {
    const filters = filtersOf({ status: 'LOST', customerId: ' ', createdFrom: 'yesterday', createdTo: '' });
    expect(filters).toEqual({});
    expect(isFiltered(filters)).toBe(false);
  });

  it('cut a customer to what the API takes', () => {
    expect(filtersOf({ ...ALL_ORDERS, customerId: 'x'.repeat(65) }).customerId).toHaveLength(64);
  });
});

describe('a moment in an input', () => {
  it('comes back as the same minute, in any time zone', () => {
    const minute = fc.integer({ min: 1_000_000, max: 40_000_000 }).map((n) => new Date(n * 60_000).toISOString());
    fc.assert(fc.property(minute, (moment) => expect(momentOf(inputOf(moment))).toBe(moment)));
  });

  it('is none when nothing is filled in', () => {
    expect([inputOf(undefined), momentOf(''), momentOf('2026-01-31T')]).toEqual(['', undefined, undefined]);
  });
});
