import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clusterDirectory, createHome, postgresHome, removeCluster } from './home.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'a home '));
  await createHome(directory);
  await mkdir(clusterDirectory(directory));
});
afterEach(async () => {
  await rm(postgresHome(directory), { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
});

describe("PostgreSQL's home", () => {
  it('keeps its cluster from one start to the next', async () => {
    await createHome(directory);
    expect(existsSync(clusterDirectory(directory))).toBe(true);
  });

  it('does not bring back the cluster of a checkout that was deleted', async () => {
    await rm(directory, { recursive: true });
    await mkdir(directory);
    await createHome(directory);
    expect(existsSync(clusterDirectory(directory))).toBe(false);
  });

  it('is empty when the data are cleared', async () => {
    await removeCluster(directory);
    expect(existsSync(clusterDirectory(directory))).toBe(false);
  });
});
