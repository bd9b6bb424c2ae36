import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { databaseServices, permissions, type Permission } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { read, WORKSPACE } from './workspace.js';

const services = databaseServices.map(({ name }) => name);
const page = read('docs/kafka-security.md');

describe('the permissions in Kafka', () => {
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
