/** How long orders took, in milliseconds. */
export interface Latencies {
  readonly orders: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** @param samples one or more */
export function latenciesOf(samples: readonly number[]): Latencies {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!; // nearest rank: a value that was measured
  return { orders: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
