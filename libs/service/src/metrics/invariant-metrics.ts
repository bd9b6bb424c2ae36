import type { Metrics } from './metrics.js';

interface Standing {
  readonly name: string;
  readonly state: string;
}

/**
 * Shows at each scrape how invariants stand. One that cannot be told at the moment is absent: it is neither violated nor
 * known to hold.
 */
export function showInvariants(
  metrics: Metrics,
  standings: () => readonly Standing[] | Promise<readonly Standing[]>,
): void {
  const violated = metrics.gauge({
    name: 'orderflow_invariant_violated',
    help: 'Whether an invariant is violated, by its last check',
    labels: ['invariant'],
  });
  metrics.beforeScrape(async () => {
    const current = await standings();
    violated.reset();
    for (const { name, state } of current) {
      if (state === 'holds' || state === 'violated') violated.set({ invariant: name }, state === 'violated' ? 1 : 0);
    }
  });
}
