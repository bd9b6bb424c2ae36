import { type Metric } from '../measurements/measurement.js';
import { type Spread } from './statistics.js';

/** All runs of one entrant in one measurement and scenario. */
export interface EntrantResult {
  readonly name: string;
  /** The entrant's; where one is measured in several scenarios, the scenario's. */
  readonly title: string;
  readonly durable: boolean;
  /** Of each metric that was measured; none when a run was wrong. */
  readonly figures: Readonly<Record<string, Spread>>;
  /** What was wrong with a run, in one line. */
  readonly wrong?: string;
}

export interface MeasurementResult {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly metrics: readonly Metric[];
  readonly entrants: readonly EntrantResult[];
}

export interface Report {
  readonly measuredAt: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly rounds: number;
  /** The share of the full work that was done in each run. */
  readonly scale: number;
  readonly measurements: readonly MeasurementResult[];
}

/** How our figure compares: ours divided by the other's. Undefined for ourselves, and where one of them is missing. */
export function ratioToOurs(result: MeasurementResult, entrant: EntrantResult, metric: string): number | undefined {
  const ours = result.entrants.find(({ name }) => name === 'ours');
  if (!ours || entrant.name === 'ours') return undefined;
  const [our, their] = [ours.figures[metric]?.median, entrant.figures[metric]?.median];
  return our && their ? our / their : undefined;
}
