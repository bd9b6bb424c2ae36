import { createHash } from 'node:crypto';
import { mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isRoot } from './system-user.js';

const ROOTS_HOME = '/var/lib/orderflow';

/**
 * Where PostgreSQL keeps its data. As root it runs as another user, who cannot enter a checkout below a closed
 * directory such as root's home: then each data directory has a counterpart of its own under /var/lib/orderflow.
 */
export function postgresHome(dataDirectory: string): string {
  if (!isRoot()) return join(dataDirectory, 'postgresql');
  return join(ROOTS_HOME, createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16));
}

export const clusterDirectory = (dataDirectory: string) => join(postgresHome(dataDirectory), 'data');

export async function createHome(dataDirectory: string): Promise<string> {
  const home = postgresHome(dataDirectory);
  await mkdir(home, { recursive: true });
  if (isRoot()) await adopt(home, dataDirectory);
  return home;
}

/**
 * The data directory links to its counterpart. One that it does not link to was left by a checkout that was deleted:
 * its cluster must not come back in a new checkout at the same path.
 */
async function adopt(home: string, dataDirectory: string): Promise<void> {
  const link = join(dataDirectory, 'postgresql-of-root');
  if ((await readlink(link).catch(() => undefined)) === home) return;
  await removeCluster(dataDirectory);
  await rm(link, { force: true });
  await symlink(home, link);
}

/** Removes what was stored; root's copy of the programs stays, like Kafka's jars. */
export async function removeCluster(dataDirectory: string): Promise<void> {
  await rm(clusterDirectory(dataDirectory), { recursive: true, force: true });
}
