import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchByMaven } from '../src/kafka/maven.js';
import { pomFile, registryJar } from '../src/registry/distribution.js';

/** The first run fetches 109 MB. */
const PATIENCE_MS = 600_000;

describe('the schema registry', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'a registry '));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it(
    'is whole in each directory that it is fetched into',
    async () => {
      for (const checkout of ['first', 'second']) {
        const home = join(directory, checkout);
        await fetchByMaven({ title: 'The registry', pomFile, goal: 'unpack', directory: home });
        expect([checkout, existsSync(join(home, basename(registryJar)))]).toEqual([checkout, true]);
      }
    },
    PATIENCE_MS,
  );
});
