import { type Measurement } from '../measurement.js';
import { orderCosts } from './order-costs.js';
import { rebalance } from './rebalance.js';
import { replicas } from './replicas.js';

/** What replicas and partitions cost and give on this machine, and what an order costs each place. */
export const scaling: readonly Measurement[] = [replicas, rebalance, orderCosts];
