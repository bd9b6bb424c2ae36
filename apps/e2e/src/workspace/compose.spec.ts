import { spawnSync } from 'node:child_process';
import { databaseServices } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { read, WORKSPACE } from './workspace.js';

interface Container {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly build?: object;
  readonly environment?: Readonly<Record<string, string | number | null>>;
  readonly healthcheck?: object;
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } };
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

  it('bounds the memory and the processor of every container', () => {
    for (const [name, { mem_limit, cpus }] of Object.entries(services)) {
      expect([name, typeof mem_limit, typeof cpus]).toEqual([name, 'string', 'number']);
    }
  });

  it('knows of every container that stays whether it is well', () => {
    // The Dockerfile says it of what is built; what does not restart runs to its end.
    const unknown = Object.entries(services).filter(([, one]) => one.restart && !one.healthcheck && !one.build);
    expect(unknown).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK /m);
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

describe('the profile cluster of docker-compose.yml', () => {
  const brokers = ['kafka', 'kafka-2', 'kafka-3'];
  const settings = Object.fromEntries(
    [...read('deploy/compose/cluster.env').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
  );

  /** With the profile, and with or without its settings. */
  function configured(...options: string[]): Readonly<Record<string, Container>> {
    if (!compose) throw new Error('Compose is not installed; on Debian: apt-get install docker-compose');
    const { stdout, stderr } = run(compose, ...options, '--profile', 'cluster', 'config');
    expect(stderr).toBe('');
    return (parse(stdout) as { services: Readonly<Record<string, Container>> }).services;
  }
  const check = (compose ?? process.env.CI) ? it : it.skip;

  check('has three brokers that vote, keep each event three times, and acknowledge it when two have it', () => {
    const cluster = configured('--env-file', 'deploy/compose/cluster.env');
    for (const [index, name] of brokers.entries()) {
      expect(cluster[name]!.environment).toMatchObject({
        KAFKA_CONTROLLER_QUORUM_VOTERS: brokers.map((broker, at) => `${at + 1}@${broker}:9093`).join(','),
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '3',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '2',
      });
      expect(Number(cluster[name]!.environment!.KAFKA_NODE_ID)).toBe(index + 1);
      expect(cluster[name]!.environment!.KAFKA_ADVERTISED_LISTENERS).toMatch(new RegExp(`^INTERNAL://${name}:9092,`));
    }
    expect(cluster.topics!.environment).toMatchObject({ REPLICATION_FACTOR: '3', MIN_INSYNC_REPLICAS: '2' });
  });

  check('tells every service of all three brokers, and of the one without its settings', () => {
    for (const [options, expected] of [
      [['--env-file', 'deploy/compose/cluster.env'], brokers.map((broker) => `${broker}:9092`).join(',')],
      [[], 'kafka:9092'],
    ] as const) {
      const built = Object.values(configured(...options)).filter(({ build }) => build);
      expect(built.map(({ environment }) => environment!.KAFKA_BROKERS)).toEqual(built.map(() => expected));
    }
    expect(settings.BROKERS).toBe(brokers.map((broker) => `${broker}:9092`).join(','));
  });

  it.each(databaseServices)('has a second $name, under the same name, without a port of this machine', ({ name }) => {
    const [one, two] = [services[name]!, services[`${name}-2`]!];
    expect(two).toEqual({
      ...one,
      profiles: ['cluster'],
      ports: [],
      networks: { default: { aliases: [name] } },
    });
  });

  it('lets no two containers publish the same port', () => {
    const published = containers.flatMap(({ ports = [] }) => ports.map((port) => port.split(':')[1]));
    expect(new Set(published).size).toBe(published.length);
  });
});
