import type { Migrations } from '@orderflow/database';
import { prices } from './0001-prices.js';
import { transactions } from './0002-transactions.js';
import { samplePrices } from './0003-sample-prices.js';

export const migrations: Migrations = {
  '0001-prices': prices,
  '0002-transactions': transactions,
  '0003-sample-prices': samplePrices,
};
