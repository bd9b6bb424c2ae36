import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '../observer.js';
import { type ProcessRecord, isRunning } from './identity.js';

/** Where the processes of a system are recorded, one file each. */
export const pidFileOf = (dataDirectory: string, name: string) => join(dataDirectory, 'run', `${name}.json`);

export async function writePidFile(path: string, record: ProcessRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(record));
}

export function readPidFile(path: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

/**
 * Ends those of the named processes that a killed start has left behind, so that their ports and locks are free.
 * Call it only as the owner of the data directory: the recorded processes are then nobody's.
 */
export async function endOrphans(dataDirectory: string, names: readonly string[], observer: Observer): Promise<void> {
  const recorded = await readdir(join(dataDirectory, 'run')).catch(() => []);
  const left = recorded.map((file) => basename(file, '.json')).filter((name) => names.includes(name));
  await Promise.all(left.map((name) => endOrphan(pidFileOf(dataDirectory, name), name, observer)));
}

const PATIENCE_MS = 20_000;

async function endOrphan(path: string, name: string, observer: Observer): Promise<void> {
  const record = readPidFile(path);
  if (record && isRunning(record)) {
    observer.note(`${name} of an earlier start still ran (process ${record.pid}): ended`);
    await end(record);
  }
  await rm(path, { force: true });
}

async function end(record: ProcessRecord): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  signal(record.pid, 'SIGINT');
  while (isRunning(record)) {
    if (Date.now() > deadline) signal(record.pid, 'SIGKILL');
    await delay(50);
  }
}

/** It may end between the look and the signal. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
