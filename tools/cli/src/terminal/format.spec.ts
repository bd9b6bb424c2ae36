import { describe, expect, it } from '@jest/globals';
import { seconds, table, uptime } from './format.js';

describe('what is printed', () => {
  it('is aligned in columns, without blanks at the end', () => {
    expect(
      table([
        ['Gateway', ':3000', ''],
        ['Order API', ':3001', 'ok'],
      ]),
    ).toEqual(['Gateway    :3000', 'Order API  :3001  ok']);
  });

  it('has times in the unit that says most', () => {
    expect([0, 59_999, 60_000, 3_600_000, 90_000_000].map(uptime)).toEqual(['0 s', '59 s', '1 min', '1 h', '1 d']);
    expect(seconds(1234)).toBe('1.2 s');
  });
});
