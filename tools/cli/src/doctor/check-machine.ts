import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { workspaceRoot } from '@orderflow/platform';
import { type Finding } from './finding.js';

const GIB = 2 ** 30;
/** Packages, Kafka, builds and a first cluster of each; then the data. */
const NEEDED_DISK = GIB;
/** The whole system at rest takes about 1.2. */
const NEEDED_MEMORY = 1.5 * GIB;

export async function checkDisk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(workspaceRoot);
  const free = bavail * bsize;
  const found = `${gib(free)} free`;
  if (free >= NEEDED_DISK) return { what: 'Disk', state: 'ok', found };
  return {
    what: 'Disk',
    state: 'missing',
    found,
    remedy: `Orderflow needs about ${gib(NEEDED_DISK)}: free some space`,
  };
}

export function checkMemory(): Finding {
  const found = `${gib(freemem())} available`;
  if (freemem() >= NEEDED_MEMORY) return { what: 'Memory', state: 'ok', found };
  const remedy = `The system takes up to ${gib(NEEDED_MEMORY)}: end other programs if it becomes slow`;
  return { what: 'Memory', state: 'warning', found, remedy };
}

const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;
