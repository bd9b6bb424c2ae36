import { latenciesOf, type Latencies } from './latencies.js';

/** The same number of orders without and with poison, one after the other. In milliseconds, a sample per healthy order. */
export interface Round {
  readonly clean: readonly number[];
  readonly poisoned: readonly number[];
}

export interface PoisonLatency {
  readonly clean: Latencies;
  readonly poisoned: Latencies;
  /** The p99 with poison, divided by that without. */
  readonly ratio: number;
  /** The same per round: few orders each, so it says how far chance goes. */
  readonly ratiosOfRounds: readonly number[];
}

export function poisonLatencyOf(rounds: readonly Round[]): PoisonLatency {
  const clean = latenciesOf(rounds.flatMap((round) => round.clean));
  const poisoned = latenciesOf(rounds.flatMap((round) => round.poisoned));
  const ratiosOfRounds = rounds.map((round) => latenciesOf(round.poisoned).p99 / latenciesOf(round.clean).p99);
  return { clean, poisoned, ratio: poisoned.p99 / clean.p99, ratiosOfRounds };
}

/** Cells for a table, its head first. */
export function latencyRows({ clean, poisoned, ratio, ratiosOfRounds }: PoisonLatency): string[][] {
  const row = (name: string, { orders, p50, p90, p99 }: Latencies) => [name, `${orders}`, ...[p50, p90, p99].map(ms)];
  const [least, most] = [Math.min(...ratiosOfRounds), Math.max(...ratiosOfRounds)].map((each) => each.toFixed(2));
  return [
    ['POST to CONFIRMED', 'orders', 'p50', 'p90', 'p99'],
    row('without poison', clean),
    row('with 1 % poison', poisoned),
    ['ratio of the p99', '', '', '', `${ratio.toFixed(2)}, in single rounds ${least} to ${most}`],
  ];
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
