import { get, type Call } from './call';

/** waiting: events are under way, so it cannot be compared yet. unknown: a service does not answer. */
export type InvariantState = 'holds' | 'violated' | 'unknown' | 'waiting';

export interface Violation {
  readonly id: string;
  readonly detail: string;
}

export interface Invariant {
  /** `system` for those across services. */
  readonly service: string;
  readonly name: string;
  readonly title: string;
  readonly state: InvariantState;
  readonly since: string;
  readonly checkedAt: string | null;
  /** The first of them. */
  readonly violations: readonly Violation[];
  /** All of them. */
  readonly count: number;
  readonly reason?: string;
}

export interface Invariants {
  readonly state: InvariantState;
  readonly since: string;
  readonly invariants: readonly Invariant[];
}

export const getInvariants = (): Call<Invariants> => get('/invariants');
