import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, TestKafka, type TestDatabase } from '@orderflow/testing';
import { read, WORKSPACE } from '../src/workspace/workspace.js';
import { freePortBase } from './system/free-ports.js';

const SERVICE = 'inventory';

describe('what the Dockerfile puts into an image', () => {
  let folder: string;
  let database: TestDatabase;
  let kafka: TestKafka;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orderflow image '));
    [database, kafka] = await Promise.all([testDatabase(), TestKafka.start()]);
    await promisify(execFile)(join(WORKSPACE, 'deploy/pack.sh'), [SERVICE, folder], { maxBuffer: 2 ** 26 });
  }, 180_000);
  afterAll(async () => {
    await kafka.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('starts with the image’s own command, joins Kafka, and stops on SIGTERM', async () => {
    const [, command] = new RegExp(`^CMD (\\[.*apps/${SERVICE}/.*\\])$`, 'm').exec(read('Dockerfile'))!;
    const [program, ...args] = JSON.parse(command!) as string[];
    const port = await freePortBase();
    const service = spawn(program!, args, {
      cwd: folder,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: database.url,
        KAFKA_BROKERS: kafka.brokers.join(','),
        KAFKA_NAMESPACE: kafka.namespace,
      },
    });
    const ended = once(service, 'exit');
    await eventually(async () => {
      const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as { status: string };
      return health.status === 'ok';
    }, 30_000);
    service.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  }, 60_000);
});
