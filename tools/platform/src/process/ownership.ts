import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ProcessRecord, isRunning, recordOf } from './identity.js';
import { pidFileOf } from './pid-file.js';

/** One process at a time runs the platform of a data directory. */
const fileIn = (dataDirectory: string) => pidFileOf(dataDirectory, 'owner');

/** Makes this process the owner; answers the owner when another process is it already. */
export async function claim(dataDirectory: string): Promise<ProcessRecord | undefined> {
  const path = fileIn(dataDirectory);
  const draft = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, JSON.stringify(recordOf(process.pid)));
  try {
    for (;;) {
      // A hard link appears at once and with its content, or fails because the name is taken.
      const taken = await link(draft, path).then(
        () => false,
        () => true,
      );
      if (!taken) return undefined;
      const owner = await ownerOf(dataDirectory);
      if (owner) return owner;
      await discardStale(path);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

export async function release(dataDirectory: string): Promise<void> {
  await rm(fileIn(dataDirectory), { force: true });
}

/** The process that runs the platform of this data directory; a killed one is none. */
export async function ownerOf(dataDirectory: string): Promise<ProcessRecord | undefined> {
  return runningOwner(fileIn(dataDirectory));
}

async function runningOwner(path: string): Promise<ProcessRecord | undefined> {
  try {
    const owner = JSON.parse(await readFile(path, 'utf8')) as ProcessRecord;
    return isRunning(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** Two starts may find the same stale file: the slower one may have taken the new owner's, and gives it back. */
async function discardStale(path: string): Promise<void> {
  const removed = `${path}.stale.${process.pid}`;
  await rename(path, removed).catch(() => undefined);
  if (await runningOwner(removed)) await link(removed, path).catch(() => undefined);
  await rm(removed, { force: true });
}
