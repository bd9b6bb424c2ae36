import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive, recordOf } from './identity.js';
import { endOrphans, pidFileOf, writePidFile } from './pid-file.js';

let directory: string;
let orphan: ChildProcess;
const notes: string[] = [];
const observer = { note: (line: string) => notes.push(line), done: () => undefined, progress: () => undefined };

beforeEach(async () => {
  notes.length = 0;
  directory = await mkdtemp(join(tmpdir(), 'orphans '));
  orphan = spawn('sleep', ['60']);
  await once(orphan, 'spawn');
});
afterEach(async () => {
  orphan.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

describe('what a killed start has left', () => {
  it('is ended, and told with its process', async () => {
    await writePidFile(pidFileOf(directory, 'kafka'), recordOf(orphan.pid!));
    await endOrphans(directory, ['kafka'], observer);
    expect(orphan.exitCode ?? orphan.signalCode).not.toBeNull();
    expect(notes).toEqual([`kafka of an earlier start still ran (process ${orphan.pid}): ended`]);
    expect(existsSync(pidFileOf(directory, 'kafka'))).toBe(false);
  });

  it('does not cost another program its life that has the pid by now', async () => {
    await writePidFile(pidFileOf(directory, 'kafka'), { pid: orphan.pid!, command: 'java kafka.Kafka' });
    await endOrphans(directory, ['kafka'], observer);
    expect(isAlive(orphan.pid!)).toBe(true);
    expect(notes).toEqual([]);
  });

  it('is left alone when it was not asked for', async () => {
    await writePidFile(pidFileOf(directory, 'inventory'), recordOf(orphan.pid!));
    await endOrphans(directory, ['kafka'], observer);
    expect(isAlive(orphan.pid!)).toBe(true);
  });
});
