/** The lag of each consumer group at one moment. */
export interface LagSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly lagOf: ReadonlyMap<string, number>;
}

/** How far back the page remembers. */
const KEPT_MS = 5 * 60_000;

/** The history with one more sample, without what is older than five minutes. Oldest first. */
export function remember(history: readonly LagSample[], sample: LagSample): readonly LagSample[] {
  return [...history.filter(({ at }) => at > sample.at - KEPT_MS && at < sample.at), sample];
}

/** A group's lag over time as two columns for a chart: seconds since 1970, events. A gap where it was not listed. */
export function lagSeries(
  history: readonly LagSample[],
  group: string,
): { readonly times: number[]; readonly lags: (number | null)[] } {
  return {
    times: history.map(({ at }) => at / 1_000),
    lags: history.map(({ lagOf }) => lagOf.get(group) ?? null),
  };
}

/** Whether a group's lag has grown or shrunk over the last samples, as a word to read out. */
export function trendOf(history: readonly LagSample[], group: string, samples = 5): 'rising' | 'falling' | 'steady' {
  const lags = history.slice(-samples).flatMap(({ lagOf }) => lagOf.get(group) ?? []);
  const change = (lags.at(-1) ?? 0) - (lags[0] ?? 0);
  if (change === 0) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}
