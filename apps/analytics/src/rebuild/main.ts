import { connectDatabase } from '@orderflow/database';
import { validateSettings } from '@orderflow/service';
import { AnalyticsSettings } from '../config.js';
import type { Tables } from '../database/tables.js';
import { rebuildRollups } from './rebuild-rollups.js';

// Counts the event log anew, with the settings of the service, and ends: `node dist/rebuild/main.js`.

const TELL_EVERY_MS = 1_000;

let told = Date.now();
const tell = (done: number, total: number) => {
  if (Date.now() - told < TELL_EVERY_MS) return;
  told = Date.now();
  console.log(`${done} of ${total} events counted`);
};

try {
  const { DATABASE_URL } = validateSettings(AnalyticsSettings, process.env);
  const db = connectDatabase<Tables>({ url: DATABASE_URL, poolSize: 1, applicationName: 'analytics-rebuild' });
  console.log(`Rebuilt from ${await rebuildRollups(db, tell)} events`);
  await db.destroy();
} catch (error) {
  console.error(`Not rebuilt, the old counts stand: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
