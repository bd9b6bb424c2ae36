import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { catalogue, Topic, type EventClass } from '@orderflow/contracts';
import { databaseServices, eventAccess, permissions, type Permission } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { filesOf, read, WORKSPACE } from './workspace.js';

const services = databaseServices.map(({ name }) => name);
const page = read('docs/kafka-security.md');
const byName = new Map<string, EventClass>(catalogue.map((event) => [event.name, event]));

/** The sources of a service, without its tests. */
const sourcesOf = (service: string) =>
  filesOf(`apps/${service}/src/*.ts`)
    .filter((file) => !file.endsWith('.spec.ts'))
    .map(read)
    .join('\n');

/** The topics of what the matches name: `Topic.OrderEvents`, `OrderCreated.topic` or `OrderCreated`. */
function topicsOf(matches: Iterable<RegExpMatchArray>): string[] {
  const topics = [...matches].map(([, first, second]) =>
    first === 'Topic' ? Topic[second as keyof typeof Topic] : byName.get(first!)?.topic,
  );
  return [...new Set(topics.filter((topic) => topic !== undefined))].sort();
}

const handled = (service: string) => topicsOf(sourcesOf(service).matchAll(/@EventPattern<string>\(\s*(\w+)\.(\w+)/g));
const published = (service: string) => topicsOf(sourcesOf(service).matchAll(/\beventOf\(\s*(\w+)/g));

describe('the permissions in Kafka', () => {
  it.each(services)('of %s are for the topics that its handlers read and its events go to', (service) => {
    const { reads, writes } = eventAccess[service]!;
    expect({ reads: [...reads].sort(), writes: [...writes].sort() }).toEqual({
      reads: handled(service),
      writes: published(service),
    });
  });

  it.each(services)('of %s are those that docs/kafka-security.md tells', (service) => {
    const [, reads, group, writes] = new RegExp(`^\\| \`${service}\` \\| (.*) \\| (.*) \\| (.*) \\|$`, 'm').exec(page)!;
    const told = [
      ...reads!.split(', ').map((name) => `${service} Read topic ${name}`),
      `${service} Read group ${group}`,
      ...writes!.split(', ').map((name) => `${service} Write topic ${name}`),
    ];
    expect(told.sort()).toEqual(
      permissions
        .filter(({ principal }) => principal === service)
        .map(textOf)
        .sort(),
    );
  });

  it('are those of deploy/kafka/acls.sh', () => {
    expect(printed({}).sort()).toEqual(permissions.map(textOf).sort());
  });

  it('are for topics and groups of a namespace where deploy/kafka/acls.sh is told one', () => {
    const namespaced = permissions.map((one) => textOf({ ...one, name: `shop.${one.name}` }));
    expect(printed({ NAMESPACE: 'shop.' }).sort()).toEqual(namespaced.sort());
  });
});

const textOf = ({ principal, operation, resource, name }: Permission) =>
  `${principal} ${operation} ${resource} ${name}`;

/** What the script prints, a line for each permission. */
function printed(environment: Record<string, string>): string[] {
  const script = join(WORKSPACE, 'deploy/kafka/acls.sh');
  const lines = execFileSync(script, { encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } });
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, principal, operation] = /--allow-principal User:(\S+) --operation (\S+)/.exec(line)!;
      return [...line.matchAll(/--(topic|group) (\S+)/g)].map(
        ([, resource, name]) => `${principal} ${operation} ${resource} ${name}`,
      );
    });
}
