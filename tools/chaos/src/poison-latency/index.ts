export { measurePoisonLatency, type PoisonLatencyOptions } from './measure.js';
export { latencyRows, type PoisonLatency } from './report.js';
