import { readFileSync } from 'node:fs';

const PAGE = new URL('../../../../docs/metrics.md', import.meta.url);
const EVERY_SERVICE = ['Every service'];
const EVERY_BACKEND = [...EVERY_SERVICE, 'Every service with a database'];

/** The names of the metrics that docs/metrics.md promises of a service, sorted. `database`: whether it has one. */
export function documentedMetrics(service: string, { database = true } = {}): string[] {
  const wanted = [...(database ? EVERY_BACKEND : EVERY_SERVICE), service];
  const sections = readFileSync(PAGE, 'utf8').split(/^## /m);
  const found = sections.filter((section) => wanted.includes(section.slice(0, section.indexOf('\n'))));
  if (found.length !== wanted.length) throw new Error(`docs/metrics.md has not all of: ${wanted.join(', ')}`);
  return found.flatMap((section) => [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!)).sort();
}
