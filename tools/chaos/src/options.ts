import { ActionableError } from '@orderflow/platform';
import { KINDS } from './faults/index.js';
import { BREAKS, type Break } from './sabotage/index.js';

/** What a run is to do. */
export interface ChaosOptions {
  readonly orders: number;
  /** Orders a second at most. */
  readonly rate: number;
  /** The kinds of faults. */
  readonly faults: readonly string[];
  readonly seed: number;
  /** How long Kafka is away. */
  readonly outageMs: number;
  /** How long the system may take to become quiet. */
  readonly settleMs: number;
  /** The guarantee that is broken, to see whether the oracle notices. */
  readonly break?: Break;
}

/** As cac reads them: what looks like a number is one. */
export type RawOptions = Readonly<
  Record<'orders' | 'rate' | 'faults' | 'seed' | 'outage' | 'settle' | 'break', unknown>
>;

/** What the measurement of latencies is to do. */
export interface LatencyOptions {
  readonly orders: number;
  /** Orders a second. */
  readonly rate: number;
}

const ALL = 'all';
const MAX_SEED = 2 ** 32 - 1;

/** @throws ActionableError that names the option and what it accepts. */
export function chaosOptions(raw: Partial<RawOptions>): ChaosOptions {
  return {
    orders: whole('orders', raw.orders ?? 20_000, 1, 10_000_000),
    rate: whole('rate', raw.rate ?? 200, 1, 10_000),
    faults: faultsOf(raw.faults ?? ALL),
    seed: whole('seed', raw.seed ?? Math.floor(Math.random() * 1e6), 0, MAX_SEED),
    outageMs: seconds('outage', raw.outage ?? '10s'),
    settleMs: seconds('settle', raw.settle ?? '180s'),
    break: breakOf(raw.break),
  };
}

/** @throws ActionableError that names the option and what it accepts. */
export function latencyOptions(raw: Partial<RawOptions>): LatencyOptions {
  return {
    orders: whole('orders', raw.orders ?? 3_000, 100, 1_000_000),
    rate: whole('rate', raw.rate ?? 50, 1, 10_000),
  };
}

function whole(option: string, value: unknown, min: number, max: number): number {
  const number = Number(value);
  if (value !== true && Number.isInteger(number) && number >= min && number <= max) return number;
  throw wrong(option, value, `a whole number from ${min} to ${max}`);
}

function seconds(option: string, value: unknown): number {
  const [, number] = /^(\d{1,4})s?$/.exec(String(value)) ?? [];
  if (number !== undefined) return Number(number) * 1_000;
  throw wrong(option, value, 'seconds, such as 60s');
}

function faultsOf(value: unknown): readonly string[] {
  const names = String(value).split(',');
  if (names.includes(ALL)) return [...KINDS.keys()];
  const unknown = names.find((name) => !KINDS.has(name));
  if (unknown === undefined) return names;
  throw wrong('faults', unknown, `${ALL}, or some of ${[...KINDS.keys()].join(', ')}`);
}

function breakOf(value: unknown): Break | undefined {
  if (value === undefined) return undefined;
  const known = BREAKS.find((name) => name === value);
  if (known) return known;
  throw wrong('break', value, BREAKS.join(', '));
}

const wrong = (option: string, value: unknown, accepted: string) =>
  new ActionableError(`--${option} ${String(value)} is not accepted`, `--${option} takes ${accepted}`);
