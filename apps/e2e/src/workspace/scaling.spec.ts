import { describe, expect, it } from '@jest/globals';
import { read } from './workspace.js';

interface Report {
  readonly measurements: readonly {
    readonly metrics: readonly { readonly name: string; readonly digits: number }[];
    readonly entrants: readonly {
      readonly title: string;
      readonly figures: Readonly<Record<string, { readonly median: number }>>;
    }[];
  }[];
}

/** Whose figures the plan goes by, where a measurement has several. */
const ENTRANTS = ['Orderflow', '1 replica, 6 partitions'];

const { measurements } = JSON.parse(read('docs/scaling.json')) as Report;
const published = measurements.flatMap(({ metrics, entrants }) =>
  metrics.flatMap(({ name, digits }) =>
    entrants
      .filter(({ title }) => ENTRANTS.includes(title))
      .map(({ figures }) => [name, figures[name]?.median.toFixed(digits)] as const),
  ),
);

/** The lines of the table of inputs: what, its name in the report, its value. */
const inputs = [...read('docs/scaling.md').matchAll(/^\| .+ \| `([^`]+)` \| ([\d.,]+) \|$/gm)].map(
  ([, name, value]) => [name!, value!.replaceAll(',', '')] as const,
);

describe('the plan for more orders', () => {
  it('has an input for each figure of an order', () => {
    expect(inputs.length).toBeGreaterThan(15);
  });

  it.each(inputs)('goes by what was measured: %s is %s', (name, value) => {
    expect(published).toContainEqual([name, value]);
  });
});
