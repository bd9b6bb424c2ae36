import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventClass } from '@orderflow/contracts';
import { workspaceRoot } from '@orderflow/platform';

const CONTRACTS = join(workspaceRoot, 'libs/contracts');

/** The golden example of an event's data. */
export function exampleOf({ type, version }: EventClass): Readonly<Record<string, unknown>> {
  const file = join(CONTRACTS, 'examples', `${type}.v${version}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

/** What the comment above the class says: which fact the event states. Throws where there is none of one line. */
export function summaryOf({ name }: EventClass): string {
  const comment = new RegExp(`/\\*\\* ([^*]+) \\*/\\nexport class ${name} `);
  const summary = sources().flatMap((source) => comment.exec(source)?.[1] ?? [])[0];
  if (!summary) throw new Error(`No comment above the class ${name} says in a line what the event means`);
  return summary;
}

function sources(): string[] {
  const directory = join(CONTRACTS, 'src');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(directory, file), 'utf8'));
}
