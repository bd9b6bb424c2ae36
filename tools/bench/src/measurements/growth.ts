import { ours } from '../contenders/ours.js';
import { type Scenario, USUAL } from '../stage/stage.js';
import { consume, consumeEntry } from './consume.js';
import { flow, flowEntry } from './flow.js';
import { type Measurement } from './measurement.js';

const scenarios: Record<string, Scenario> = {
  '10,000 orders stored': { ...USUAL, stored: 10_000 },
  '100,000 orders stored': { ...USUAL, stored: 100_000 },
  '1,000,000 orders stored': { ...USUAL, stored: 1_000_000 },
  '1 partition': { ...USUAL, partitions: 1 },
  '2 partitions': { ...USUAL, partitions: 2 },
  '6 partitions': USUAL,
  '12 partitions': { ...USUAL, partitions: 12 },
  'all orders on one hot item': { ...USUAL, hot: true },
};

/** How our cost grows with what is stored, with partitions and with contention. */
export const growth: readonly Measurement[] = [
  { ...consume, name: 'growth', title: 'Growth: consuming events', scenarios, entries: [consumeEntry(ours)] },
  { ...flow, name: 'growth', title: 'Growth: the whole system', scenarios, entries: [flowEntry(ours)] },
];
