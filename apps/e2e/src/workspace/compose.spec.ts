import { databaseServices } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Containers, runCompose, servicesOf, withCompose } from './compose.js';
import { read } from './workspace.js';

/** Those of the secured one that it has more, and the plain ones. */
const services = { ...servicesOf('deploy/compose/secure.yml'), ...servicesOf('docker-compose.yml') };
const containers = Object.values(services);
const profiles = [...new Set(containers.flatMap((container) => container.profiles ?? []))];

describe('docker-compose.yml', () => {
  withCompose.each(['no', ...profiles])('is accepted by Compose with %s profile', (one) => {
    const { status, stderr } = runCompose(...(one === 'no' ? [] : ['--profile', one]), 'config', '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

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
  function configured(...options: string[]): Containers {
    const { stdout, stderr } = runCompose(...options, '--profile', 'cluster', 'config');
    expect(stderr).toBe('');
    return (parse(stdout) as { services: Containers }).services;
  }

  withCompose('has three brokers that vote, keep each event three times, and acknowledge it when two have it', () => {
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

  withCompose('tells every service of all three brokers, and of the one without its settings', () => {
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
