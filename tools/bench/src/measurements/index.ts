import { accept } from './accept.js';
import { consume } from './consume.js';
import { flow } from './flow.js';
import { growth } from './growth.js';
import { latency } from './latency.js';
import { type Measurement } from './measurement.js';
import { scaling } from './scaling/index.js';

/** In the order in which they are measured. */
export const MEASUREMENTS: readonly Measurement[] = [accept, consume, flow, latency, ...growth, ...scaling];
