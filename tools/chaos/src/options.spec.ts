import { describe, expect, it } from '@jest/globals';
import { type ActionableError } from '@orderflow/platform';
import { chaosOptions } from './options.js';

describe('chaosOptions', () => {
  it('takes every fault when nothing is said', () => {
    expect(chaosOptions({})).toMatchObject({ orders: 20_000, rate: 200, outageMs: 10_000, break: undefined });
    expect(chaosOptions({}).faults).toEqual(chaosOptions({ faults: 'all' }).faults);
    expect(chaosOptions({}).faults).toContain('kill-relay');
  });

  it('reads what it is given', () => {
    const options = chaosOptions({ orders: 50, faults: 'cut,poison', seed: 7, outage: '60s', break: 'inbox' });
    expect(options).toMatchObject({ orders: 50, faults: ['cut', 'poison'], seed: 7, outageMs: 60_000, break: 'inbox' });
  });

  it.each([
    [{ orders: 'many' }, '--orders many is not accepted', '--orders takes a whole number from 1 to 10000000'],
    [{ rate: 0 }, '--rate 0 is not accepted', '--rate takes a whole number from 1 to 10000'],
    [{ outage: 'long' }, '--outage long is not accepted', '--outage takes seconds, such as 60s'],
    [{ break: 'all' }, '--break all is not accepted', '--break takes inbox, outbox, park'],
    [
      { faults: 'cut,flood' },
      '--faults flood is not accepted',
      expect.stringContaining('all, or some of kill-service'),
    ],
  ])('says what it accepts instead of %j', (raw, message, remedy) => {
    const read = () => chaosOptions(raw);
    expect(read).toThrow(message);
    expect(thrownBy(read)).toMatchObject({ remedy });
  });
});

function thrownBy(read: () => unknown): ActionableError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error as ActionableError;
  }
}
