import { type Entrant } from '../contenders/contender.js';
import { type Part } from '../contenders/parts.js';
import { type Scenario, type Stage } from '../stage/stage.js';
import { type Sizes } from './sizes.js';

/** One figure of a measurement. */
export interface Metric {
  /** Its name in `Figures`. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** Shown with so many digits behind the point. */
  readonly digits: number;
  /** Not set beside ours: for what is too often next to nothing. */
  readonly alone?: boolean;
  /** Whether the picture shows it. */
  readonly pictured?: boolean;
}

/** What one run has measured, by the metric's name; a figure that this machine does not give is missing. */
export type Figures = Readonly<Record<string, number | undefined>>;

/** An entrant's way of being measured. */
export interface Entry {
  readonly entrant: Entrant;
  readonly parts: readonly Part[];
  /** @throws Error that says in one line what was wrong: then there is no figure. */
  run(stage: Stage, sizes: Sizes): Promise<Figures>;
}

export type Page = 'performance' | 'scaling';

export interface Measurement {
  readonly name: string;
  readonly title: string;
  /** Which page of docs/ shows its figures. Default: performance. */
  readonly page?: Page;
  /** What is done, and what the figures mean. */
  readonly about: string;
  readonly metrics: readonly Metric[];
  /** What it is measured on, by the name that the report gives it. One alone needs none. */
  readonly scenarios: Readonly<Record<string, Scenario>>;
  readonly entries: readonly Entry[];
}
