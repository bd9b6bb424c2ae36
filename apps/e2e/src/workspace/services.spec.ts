import { databaseServices, portOf, services } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { read } from './workspace.js';

interface Compose {
  readonly services: Readonly<Record<string, { readonly ports?: readonly string[] }>>;
}

const dockerfile = read('Dockerfile');
const prometheus = read('deploy/prometheus/prometheus.yml');
const { services: containers } = parse(read('docker-compose.yml'), { merge: true }) as Compose;

describe.each(services)('$name', (service) => {
  const { name, portOffset } = service;
  const port = portOf(service, {});

  it('has the port in its settings that its package.json says', () => {
    expect(read(`apps/${name}/src/config.ts`)).toContain(`portOffset = ${portOffset};`);
  });

  it('has a target in the Dockerfile, and a container, on that port', () => {
    expect(dockerfile).toContain(`FROM runtime AS ${name}\nENV PORT=${port}\n`);
    expect(containers[name]!.ports).toEqual([`127.0.0.1:${port}:${port}`]);
  });

  it('is read by Prometheus', () => {
    expect(prometheus).toContain(`- { targets: ['${name}:${port}'], labels: { service: ${name} } }\n`);
  });
});

describe.each(databaseServices)('$name', ({ name, database }) => {
  it('has a database and a topic for dead letters with Compose', () => {
    expect(read('deploy/compose/create-databases.sql')).toContain(`CREATE DATABASE ${database} OWNER ${database};\n`);
    const [, names] = /^for service in (.*); do$/m.exec(read('deploy/compose/create-topics.sh'))!;
    expect(names!.split(' ')).toContain(name);
  });
});
