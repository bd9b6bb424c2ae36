import type { Migrations } from '@orderflow/database';
import { eventLog } from './0001-event-log.js';
import { rollups } from './0002-rollups.js';
import { eventVersion } from './0003-event-version.js';
import { arrivals } from './0004-arrivals.js';

export const migrations: Migrations = {
  '0001-event-log': eventLog,
  '0002-rollups': rollups,
  '0003-event-version': eventVersion,
  '0004-arrivals': arrivals,
};
