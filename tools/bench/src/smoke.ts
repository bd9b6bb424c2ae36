import { accept } from './measurements/accept.js';
import { consume } from './measurements/consume.js';
import { flow } from './measurements/flow.js';
import { latency } from './measurements/latency.js';
import { type Measurement } from './measurements/measurement.js';

const only = (measurement: Measurement, ...names: readonly string[]): Measurement => ({
  ...measurement,
  entries: measurement.entries.filter(({ entrant: { name } }) => names.includes(name)),
});

/** Every measurement and every contender once, and no pair that adds nothing to that. */
export const smokeTest: readonly Measurement[] = [
  only(accept, 'limit', 'tutorial'),
  only(consume, 'limit', 'ours'),
  only(flow, 'stock-nest-6'),
  only(latency, 'ours'),
];
