import { accept } from './measurements/accept.js';
import { consume } from './measurements/consume.js';
import { flow } from './measurements/flow.js';
import { latency } from './measurements/latency.js';
import { type Measurement } from './measurements/measurement.js';
import { replicas } from './measurements/scaling/replicas.js';
import { USUAL } from './stage/stage.js';

const only = (measurement: Measurement, ...names: readonly string[]): Measurement => ({
  ...measurement,
  entries: measurement.entries.filter(({ entrant: { name } }) => names.includes(name)),
});

/**
 * Every usual measurement, every contender and every limit once; what starts least of those that are left to choose from.
 * And two replicas, which nothing else starts.
 */
export const smokeTest: readonly Measurement[] = [
  only(accept, 'limit', 'ours'),
  only(consume, 'limit', 'stock-nest'),
  only(flow, 'limit', 'stock-nest-6'),
  only(latency, 'tutorial'),
  { ...replicas, scenarios: { '2 replicas': { ...USUAL, replicas: 2 } } },
];
