import type { Snapshot } from './snapshot.js';

/** What contradicts an invariant. */
export interface Violation {
  /** What it is about: an order, an item. */
  readonly id: string;
  /** A sentence for people. */
  readonly detail: string;
}

export interface Finding {
  /** The first ones by id, `MAX_VIOLATIONS` at most. */
  readonly violations: readonly Violation[];
  /** All of them. */
  readonly count: number;
}

/**
 * Something that holds in every committed state of the service's data, whatever is under way. A provider; it may inject
 * settings. The `InvariantWatch` calls it again and again.
 */
export interface Invariant {
  /** In kebab-case: `stock-balance`. */
  readonly name: string;
  /** A sentence that states what holds. */
  readonly title: string;
  /** Throws when it cannot be told. */
  check(snapshot: Snapshot): Promise<Finding>;
}

/** Totals of the service's data, by name, for comparison with those of other services. A provider. */
export interface Figures {
  read(snapshot: Snapshot): Promise<Readonly<Record<string, number>>>;
}

/** What a service checks of its data, as it is declared: classes that the container makes. */
export interface Invariants {
  readonly checks: readonly (new (...args: never[]) => Invariant)[];
  readonly figures?: new (...args: never[]) => Figures;
}
