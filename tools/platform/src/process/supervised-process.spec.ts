import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from './identity.js';
import { readPidFile } from './pid-file.js';
import { type Death, SupervisedProcess } from './supervised-process.js';

let directory: string;
let supervised: SupervisedProcess;

const supervise = (script: string) =>
  new SupervisedProcess({
    title: 'A test',
    command: 'sh',
    args: ['-c', script],
    logFile: join(directory, 'logs/test.log'),
    pidFile: join(directory, 'run/test.json'),
    stopSignal: 'SIGTERM',
    graceMs: 200,
  });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'supervised '));
});
afterEach(async () => {
  await supervised.stop();
  await rm(directory, { recursive: true });
});

describe('a supervised process', () => {
  it('is started again when it dies, and tells the cause', async () => {
    supervised = supervise('echo once; exit 3');
    supervised.start();
    const [death] = (await once(supervised, 'died')) as [Death];
    expect(death).toEqual({ cause: 'exit code 3', restartInMs: 500 });
    await once(supervised, 'died');
    expect(supervised.restarts).toBe(1);
    expect(readFileSync(supervised.spec.logFile, 'utf8')).toBe('once\nonce\n');
  });

  it('stays down when it was stopped, and is killed when it does not heed the signal', async () => {
    supervised = supervise('trap "" TERM; while :; do sleep 0.05; done');
    supervised.start();
    const pid = supervised.pid!;
    let deaths = 0;
    supervised.on('died', () => (deaths += 1));
    await supervised.stop();
    expect(deaths).toBe(0);
    expect(isAlive(pid)).toBe(false);
    expect(supervised.state).toBe('stopped');
    expect(readPidFile(supervised.spec.pidFile)).toBeUndefined();
  });

  it('is not started again when it is stopped while it waits for that', async () => {
    supervised = supervise('exit 1');
    supervised.start();
    await once(supervised, 'died');
    await supervised.stop();
    expect(supervised.state).toBe('stopped');
    expect(supervised.pid).toBeUndefined();
  });

  it('dies of a program that does not exist', async () => {
    supervised = new SupervisedProcess({ ...supervise('').spec, command: join(directory, 'nothing') });
    supervised.start();
    const [death] = (await once(supervised, 'died')) as [Death];
    expect(death.cause).toContain('ENOENT');
  });
});
