import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { catalogue } from '@orderflow/contracts';
import { contractsOf } from '../contract.js';
import { readBaseline, writeBaseline } from './baseline.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'released-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('is empty before the first release', async () => {
  expect(await readBaseline(join(directory, 'none'))).toEqual([]);
});

it('is what was written last, no more', async () => {
  const [first, ...others] = contractsOf(catalogue);
  await writeBaseline([first!, ...others], directory);
  await writeBaseline([first!], directory);
  expect(await readdir(directory)).toEqual(['ORDER_CREATED.v1.json']);
  expect(await readBaseline(directory)).toEqual([first]);
});
