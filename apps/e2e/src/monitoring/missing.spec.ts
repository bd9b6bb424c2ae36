import { describe, expect, it } from '@jest/globals';
import { missingFrom, type Series } from './missing.js';

const series: Series[] = [
  { __name__: 'parked', service: 'inventory', state: 'dead' },
  { __name__: 'up', service: 'inventory' },
];
const missing = (...expressions: string[]) => missingFrom(series, expressions);

describe('what rules and dashboards name in vain', () => {
  it.each([
    ['a metric', 'sum(rate(parked_events[5m]))', ['parked_events']],
    ['a label that is matched', 'parked{status!="dead"}', ['parked{status!="dead"}']],
    ['a value', 'parked{state="gone"}', ['parked{state="gone"}']],
    ['a label that is grouped by', 'sum by (topic) (parked)', ['parked by topic']],
  ])('%s', (_what, expression, expected) => {
    expect(missing(expression)).toEqual(expected);
  });

  it('nothing where all is there', () => {
    expect(missing('sum by (state) (parked{state="dead"}) unless on (service) up{service=~"x|y"}')).toEqual([]);
    expect(missing('count(ALERTS{alertstate="firing"})')).toEqual([]);
  });
});
