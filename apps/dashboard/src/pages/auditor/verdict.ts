import type { Invariant, Invariants, InvariantState } from '../../api/invariants';

/** The one thing to know, for the top of the page. */
export interface Verdict {
  readonly tone: 'ok' | 'bad' | 'warn';
  readonly headline: string;
  /** What stands beside it; empty when there is nothing to add. */
  readonly detail: string;
}

/** Violated counts most; what cannot be checked keeps the rest from being all well. */
export function verdictOf({ invariants }: Pick<Invariants, 'invariants'>): Verdict {
  const { violated, unknown, waiting, holds } = countsOf(invariants);
  const rest = [
    ...(waiting > 0 ? [`${waiting} cannot be compared yet, as events are under way`] : []),
    ...(unknown > 0 ? [`${unknown} could not be checked`] : []),
  ].join('; ');
  if (violated > 0)
    return {
      tone: 'bad',
      headline: `${violated} of ${of(invariants.length)} ${violated === 1 ? 'is' : 'are'} violated`,
      detail: rest,
    };
  if (unknown > 0) return { tone: 'warn', headline: `${holds} of ${of(invariants.length)} hold`, detail: rest };
  if (invariants.length === 0) return { tone: 'warn', headline: 'Nothing is checked', detail: '' };
  if (waiting > 0) return { tone: 'ok', headline: 'Nothing is violated', detail: rest };
  return {
    tone: 'ok',
    headline: holds === 1 ? 'The one invariant holds' : `All ${of(holds)} hold`,
    detail: '',
  };
}

const of = (count: number): string => (count === 1 ? '1 invariant' : `${count} invariants`);

export function countsOf(invariants: readonly Pick<Invariant, 'state'>[]): Readonly<Record<InvariantState, number>> {
  const counts = { holds: 0, violated: 0, unknown: 0, waiting: 0 };
  for (const { state } of invariants) counts[state] += 1;
  return counts;
}

/** The invariants of one service, or of the whole system. */
export interface Section {
  readonly service: string;
  readonly invariants: readonly Invariant[];
}

const SYSTEM = 'system';
const URGENCY: readonly InvariantState[] = ['violated', 'unknown', 'waiting', 'holds'];

/** System-wide ones first, then service by service in the order they came; within a section what is worst first. */
export function sectionsOf(invariants: readonly Invariant[]): Section[] {
  const services = [...new Set(invariants.map(({ service }) => service))];
  return services
    .sort((a, b) => Number(b === SYSTEM) - Number(a === SYSTEM))
    .map((service) => ({
      service,
      invariants: invariants
        .filter((invariant) => invariant.service === service)
        .sort((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state)),
    }));
}

/** Of a list that is cut: "and 12 more", or nothing. */
export const moreText = ({ count, violations }: Pick<Invariant, 'count' | 'violations'>): string =>
  count > violations.length ? `and ${count - violations.length} more` : '';
