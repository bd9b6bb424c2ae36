import { describe, expect, it } from '@jest/globals';
import { latencyRows, poisonLatencyOf } from './report.js';

describe('the report on poison', () => {
  const report = poisonLatencyOf([
    { clean: [10, 10], poisoned: [10, 30] },
    { clean: [10, 20], poisoned: [10, 20] },
  ]);

  it('compares all rounds together, and tells how far single ones go', () => {
    expect(report).toMatchObject({ clean: { p99: 20 }, poisoned: { p99: 30 }, ratio: 1.5, ratiosOfRounds: [3, 1] });
  });

  it('prints one row for each kind of round', () => {
    expect(latencyRows(report).slice(1)).toEqual([
      ['without poison', '4', '10.0 ms', '20.0 ms', '20.0 ms'],
      ['with 1 % poison', '4', '10.0 ms', '30.0 ms', '30.0 ms'],
      ['ratio of the p99', '', '', '', '1.50, in single rounds 1.00 to 3.00'],
    ]);
  });
});
