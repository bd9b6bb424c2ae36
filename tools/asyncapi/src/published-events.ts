import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type EventClass } from '@orderflow/contracts';
import { workspaceRoot } from '@orderflow/platform';

/** `eventOf(OrderCreated, …)`: how every event comes into being. */
const MADE = /\beventOf\((\w+)/g;
/** A function of the same name may be another one. */
const FROM_CONTRACTS = /import \{[^}]*\beventOf\b[^}]*\} from '@orderflow\/(?:contracts|messaging)'/;

/**
 * The events that a service publishes, from its code: nothing declares them beside it. Throws for what is made an event of
 * and is no contract.
 */
export function publishedEvents(service: string): EventClass[] {
  const names = sourcesOf(service)
    .filter((source) => FROM_CONTRACTS.test(source))
    .flatMap((source) => [...source.matchAll(MADE)].map(([, name]) => name!));
  return [...new Set(names)].map((name) => {
    const event = catalogue.find((one) => one.name === name);
    if (!event) throw new Error(`${service} makes events of ${name}, which is not in the catalogue`);
    return event;
  });
}

function sourcesOf(service: string): string[] {
  const directory = join(workspaceRoot, 'apps', service, 'src');
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .sort()
    .map((file) => readFileSync(join(directory, file), 'utf8'));
}
