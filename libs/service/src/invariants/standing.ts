import type { Finding, Invariant } from './invariant.js';

/** `unknown`: it could not be checked, or not yet. */
export type StandingState = 'holds' | 'violated' | 'unknown';

/** How an invariant stands, by its last check. */
export interface Standing extends Finding {
  readonly name: string;
  readonly title: string;
  readonly state: StandingState;
  /** Since when it has been so, as far as this process has seen. */
  readonly since: Date;
  /** When it was last checked, with whatever outcome. */
  readonly checkedAt: Date | null;
  readonly tookMs: number | null;
  /** Why it is unknown. */
  readonly reason: string | null;
}

/** What a check has come to: a finding, or the reason why there is none. */
export type Outcome = Finding | { readonly reason: string };

export const unchecked = ({ name, title }: Pick<Invariant, 'name' | 'title'>, at: Date): Standing => ({
  name,
  title,
  state: 'unknown',
  since: at,
  checkedAt: null,
  tookMs: null,
  violations: [],
  count: 0,
  reason: 'Not checked yet',
});

/** The standing after a check that ended at `at`. `since` stays while the state does. */
export function afterCheck(before: Standing, outcome: Outcome, at: Date, tookMs: number): Standing {
  const { name, title } = before;
  const state = stateOf(outcome);
  const since = state === before.state ? before.since : at;
  const found = 'reason' in outcome ? { violations: [], count: 0, ...outcome } : { ...outcome, reason: null };
  return { name, title, state, since, checkedAt: at, tookMs, ...found };
}

function stateOf(outcome: Outcome): StandingState {
  if ('reason' in outcome) return 'unknown';
  return outcome.count > 0 ? 'violated' : 'holds';
}

/** The worst of them: one that is violated, else one that is unknown. */
export function overall(states: Iterable<string>): StandingState {
  const all = new Set(states);
  if (all.has('violated')) return 'violated';
  return all.has('unknown') ? 'unknown' : 'holds';
}
