import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@orderflow/platform';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Containers, installed, servicesOf, withCompose } from './compose.js';
import { WORKSPACE } from './workspace.js';

const secure = servicesOf('deploy/compose/secure.yml');
const variableOf = (name: string) => `${name.toUpperCase().replaceAll('-', '_')}_KAFKA_SASL_PASSWORD`;

describe('deploy/compose/secure.yml', () => {
  it.each(services)('gives $name its own name and password, and the certificate to trust', ({ name }) => {
    expect(secure[name]).toEqual({
      environment: {
        KAFKA_BROKERS: 'kafka:9092',
        KAFKA_TLS_CA: '/run/kafka/ca.pem',
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_SASL_USERNAME: name,
        KAFKA_SASL_PASSWORD: `$${variableOf(name)}`,
      },
      volumes: ['kafka-ca:/run/kafka:ro'],
    });
  });

  it('shows the private key to Kafka and to its administrator alone', () => {
    const holders = Object.keys(secure).filter((name) => secure[name]!.volumes?.join().includes('kafka-keys'));
    expect(holders).toEqual(['certificate', 'kafka', 'users', 'topics']);
  });

  it('has no listener in the clear', () => {
    const { KAFKA_LISTENERS, KAFKA_LISTENER_SECURITY_PROTOCOL_MAP } = secure.kafka!.environment!;
    const listeners = [...String(KAFKA_LISTENERS).matchAll(/(\w+):\/\//g)].map(([, name]) => name!);
    const protocols = Object.fromEntries(
      String(KAFKA_LISTENER_SECURITY_PROTOCOL_MAP)
        .split(',')
        .map((pair) => pair.split(':') as [string, string]),
    );
    expect(Object.keys(protocols).sort()).toEqual(listeners.sort());
    for (const protocol of Object.values(protocols)) expect(['SASL_SSL', 'SSL']).toContain(protocol);
  });
});

describe('deploy/compose/secure.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow secure '));
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (compose: string, ...args: string[]) =>
    execFileSync('deploy/compose/secure.sh', args, {
      cwd: WORKSPACE,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, COMPOSE: compose, ORDERFLOW_DATA_DIR: folder },
    });
  const file = join(folder, 'compose-secure.env');

  it('makes a password for each service, none like another, that its owner alone can read', () => {
    run('true');
    const passwords = new Map(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    expect([...passwords.keys()].sort()).toEqual(services.map(({ name }) => variableOf(name)).sort());
    expect(new Set(passwords.values()).size).toBe(services.length);
    for (const password of passwords.values()) expect(password).toMatch(/^[\w-]{43}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps them, and tells Compose of both files and of a project of its own', () => {
    run('true');
    const before = readFileSync(file, 'utf8');
    const files = '-f docker-compose.yml -f deploy/compose/secure.yml';
    expect(run('echo', 'up', '--build')).toBe(`-p orderflow-secure ${files} up --build\n`);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  withCompose('makes something of the two files that Compose accepts, with each service behind its user', () => {
    const { services: containers } = parse(run(installed().join(' '), '--profile', 'observe', 'config')) as {
      services: Containers;
    };
    for (const { name } of services) {
      const others = services.filter((other) => other.name !== name).map((other) => passwordOf(other.name));
      expect(containers[name]!.environment).toMatchObject({ KAFKA_SASL_PASSWORD: passwordOf(name) });
      for (const password of others) expect(JSON.stringify(containers[name])).not.toContain(password);
    }
    expect(containers.topics).toMatchObject({ depends_on: { users: { condition: 'service_completed_successfully' } } });
    expect(JSON.stringify(containers.kafka)).not.toContain('PLAINTEXT');
  });

  const passwordOf = (name: string) =>
    new RegExp(`^${variableOf(name)}=(.*)$`, 'm').exec(readFileSync(file, 'utf8'))![1]!;
});
