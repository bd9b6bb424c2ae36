import { namesIn, type Matcher } from './promql.js';

/** The labels of a series; `__name__` is its metric. */
export type Series = Readonly<Record<string, string>>;

/** Made by Prometheus itself, where there is something to tell. */
const OWN: readonly Series[] = [
  { __name__: 'ALERTS', alertname: '', alertstate: 'firing', severity: '' },
  { __name__: 'ALERTS', alertname: '', alertstate: 'pending', severity: '' },
];

/**
 * What these expressions name and no series has: a metric, a label of it, or a value that a label is to be equal to. A
 * name that does not exist answers nothing, without an error: the alert never fires, the panel stays empty.
 */
export function missingFrom(all: readonly Series[], expressions: readonly string[]): string[] {
  const byMetric = new Map<string, Series[]>();
  for (const one of [...all, ...OWN]) byMetric.set(one.__name__!, [...(byMetric.get(one.__name__!) ?? []), one]);
  const seriesOf = (metric: string) => byMetric.get(metric) ?? [];
  const missing = expressions.map(namesIn).flatMap(({ metrics, matchers, groupings }) => {
    const named = [...metrics].flatMap(seriesOf);
    return [
      ...[...metrics].filter((metric) => seriesOf(metric).length === 0),
      ...matchers.filter((matcher) => !seriesOf(matcher.metric).some((one) => answers(one, matcher))).map(toText),
      ...[...groupings]
        .filter((label) => !named.some((one) => label in one))
        .map((label) => `${[...metrics].join()} by ${label}`),
    ];
  });
  return [...new Set(missing)].sort();
}

const answers = (series: Series, { label, operator, value }: Matcher): boolean =>
  operator === '=' ? series[label] === value : label in series;

const toText = ({ metric, label, operator, value }: Matcher): string => `${metric}{${label}${operator}"${value}"}`;
