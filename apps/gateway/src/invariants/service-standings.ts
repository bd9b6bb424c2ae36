import type { AuditedInvariant } from './audit-report.js';
import type { Word } from './system-rule.js';

/** How the invariants of one service stand, by what it says and has said. */
export class ServiceStandings {
  private known: readonly AuditedInvariant[] = [];

  /** What the service says; while it is silent, what it said last is unknown since then. */
  after(word: Word, at: Date): readonly AuditedInvariant[] {
    this.known = 'silence' in word ? this.silenced(word, at) : told(word);
    return this.known;
  }

  private silenced({ service, silence }: Extract<Word, { silence: string }>, at: Date): readonly AuditedInvariant[] {
    const last = this.known.length > 0 ? this.known : [unheard(service, at)];
    return last.map((one) => ({
      ...one,
      state: 'unknown',
      since: one.state === 'unknown' ? one.since : at.toISOString(),
      violations: [],
      count: 0,
      reason: `${service} does not tell: ${silence}`,
    }));
  }
}

const told = ({ service, invariants }: Exclude<Word, { silence: string }>): AuditedInvariant[] =>
  invariants.map(({ name, title, state, since, checkedAt, violations, count, reason }) => ({
    service,
    name,
    title,
    state,
    since,
    checkedAt,
    violations,
    count,
    ...(reason !== null && { reason }),
  }));

/** Of a service that has not told its invariants yet. */
const unheard = (service: string, at: Date): AuditedInvariant => ({
  service,
  name: 'invariants',
  title: `${service} tells how its invariants stand`,
  state: 'unknown',
  since: at.toISOString(),
  checkedAt: null,
  violations: [],
  count: 0,
});
