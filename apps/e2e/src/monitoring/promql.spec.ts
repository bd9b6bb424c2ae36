import { describe, expect, it } from '@jest/globals';
import { namesIn } from './promql.js';

const read = (expression: string) => {
  const { metrics, matchers, groupings } = namesIn(expression);
  return { metrics: [...metrics], matchers, groupings: [...groupings] };
};

describe('what a PromQL expression names', () => {
  it('metrics, recorded ones too, beside functions, numbers and durations', () => {
    expect(
      read('histogram_quantile(0.95, rate(a_bucket[5m])) > 1e3 or intake:errors:rate5m offset 15m').metrics,
    ).toEqual(['a_bucket', 'intake:errors:rate5m']);
  });

  it('labels that are matched, also with braces and commas in their values', () => {
    expect(read('up{job="orderflow", code=~"5{2},.",x!~"}"}').matchers).toEqual([
      { metric: 'up', label: 'job', operator: '=', value: 'orderflow' },
      { metric: 'up', label: 'code', operator: '=~', value: '5{2},.' },
      { metric: 'up', label: 'x', operator: '!~', value: '}' },
    ]);
  });

  it('labels by which it groups', () => {
    const expression = 'sum by (service, topic) (a) / on (service) group_left () sum without (instance) (b) and c == 0';
    expect(read(expression)).toEqual({
      metrics: ['a', 'b', 'c'],
      matchers: [],
      groupings: ['service', 'topic', 'instance'],
    });
  });

  it('nothing of what a string says', () => {
    expect(read('label_replace(a, "b", "$1", "c", "(d)")').metrics).toEqual(['a']);
  });
});
