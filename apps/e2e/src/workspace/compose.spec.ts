import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { read, WORKSPACE } from './workspace.js';

interface Container {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
}

const text = read('docker-compose.yml');
const { services } = parse(text, { merge: true }) as { services: Readonly<Record<string, Container>> };
const containers = Object.values(services);
const profiles = [...new Set(containers.flatMap((container) => container.profiles ?? []))];

/** The Compose plugin, or Debian's docker-compose; neither needs a Docker engine to check a file. */
const compose = [['docker', 'compose'], ['docker-compose']].find((command) => run(command, 'version').status === 0);

function run([program, ...first]: string[], ...args: string[]) {
  return spawnSync(program!, [...first, ...args], { cwd: WORKSPACE, encoding: 'utf8' });
}

describe('docker-compose.yml', () => {
  // A developer without Docker may go without; CI may not.
  ((compose ?? process.env.CI) ? it : it.skip).each(['no', ...profiles])(
    'is accepted by Compose with %s profile',
    (one) => {
      if (!compose) throw new Error('Compose is not installed; on Debian: apt-get install docker-compose');
      const { status, stderr } = run(compose, ...(one === 'no' ? [] : ['--profile', one]), 'config', '--quiet');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );

  it('has what is for those who observe the system in a profile of its own', () => {
    const observers = Object.keys(services).filter((name) => services[name]!.profiles?.includes('observe'));
    expect(observers.sort()).toEqual(['grafana', 'jaeger', 'kafka-ui', 'mailpit', 'prometheus']);
  });

  it('pins the version of every image', () => {
    for (const { image } of containers) if (image) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?$/);
  });

  it('publishes its ports on this machine only', () => {
    const ports = containers.flatMap((container) => container.ports ?? []);
    expect(ports.length).toBeGreaterThan(8);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });
});
