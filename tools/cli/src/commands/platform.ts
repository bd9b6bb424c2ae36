import { dataDirectory, keepPlatform } from '@orderflow/platform';
import { endOnSignal } from '../terminal/end-on-signal.js';
import { table } from '../terminal/format.js';
import { type Terminal } from '../terminal/terminal.js';
import { platformRows } from './addresses.js';

/** Kafka and PostgreSQL alone, in the foreground until Ctrl-C. */
export async function platform(
  { secure }: { readonly secure?: boolean },
  terminal: Terminal,
  env = process.env,
): Promise<void> {
  const { signal } = endOnSignal();
  const options = { dataDirectory: dataDirectory(env), env, observer: terminal, secure, signal };
  await keepPlatform(options, ({ addresses }) => {
    const databases = Object.entries(addresses.databaseUrls).map(([service, url]) => [`Database of ${service}`, url]);
    terminal.line('\nThe platform serves. Ctrl-C stops it.\n');
    for (const line of table([...platformRows(addresses), ...databases])) terminal.line(`  ${line}`);
    terminal.line('\nRun a service on it, which follows your edits: npx nx serve inventory');
  });
  terminal.line('Stopped. The data is kept.');
}
