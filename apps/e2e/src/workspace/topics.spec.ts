import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topics } from '@orderflow/platform';
import { afterAll, describe, expect, it } from '@jest/globals';
import { WORKSPACE } from './workspace.js';

describe('deploy/compose/create-topics.sh', () => {
  const tools = mkdtempSync(join(tmpdir(), 'kafka tools '));
  afterAll(() => rmSync(tools, { recursive: true }));
  writeFileSync(join(tools, 'kafka-topics.sh'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });

  /** What it has Kafka's own tool create: by topic, the settings of each. */
  function created(environment: Record<string, string> = {}): Readonly<Record<string, object>> {
    const script = join(WORKSPACE, 'deploy/compose/create-topics.sh');
    const env = { PATH: process.env.PATH, KAFKA_BIN: tools, ...environment };
    const commands = execFileSync(script, { encoding: 'utf8', env }).trim().split('\n');
    return Object.fromEntries(commands.map((command) => [valueOf(command, 'topic'), settingsOf(command)]));
  }

  it('creates the topics of npm start, each with as many partitions and the same retention and sizes', () => {
    const here = topics.map(({ topic, numPartitions, configEntries = [] }) => {
      const config = Object.fromEntries(configEntries.map(({ name, value }) => [name, value]));
      return [topic, { partitions: String(numPartitions), replicas: '1', 'min.insync.replicas': '1', ...config }];
    });
    expect(created()).toEqual(Object.fromEntries(here));
  });

  it('creates them in a namespace, and as safe as it is told', () => {
    const safe = created({ NAMESPACE: 'shop.', REPLICATION_FACTOR: '3', MIN_INSYNC_REPLICAS: '2' });
    expect(Object.keys(safe).sort()).toEqual(topics.map(({ topic }) => `shop.${topic}`).sort());
    for (const settings of Object.values(safe)) {
      expect(settings).toMatchObject({ replicas: '3', 'min.insync.replicas': '2' });
    }
  });
});

const valueOf = (command: string, option: string) => new RegExp(`--${option} (\\S+)`).exec(command)![1]!;

const settingsOf = (command: string) => ({
  partitions: valueOf(command, 'partitions'),
  replicas: valueOf(command, 'replication-factor'),
  ...Object.fromEntries([...command.matchAll(/--config ([\w.]+)=(\S+)/g)].map(([, name, value]) => [name!, value!])),
});
