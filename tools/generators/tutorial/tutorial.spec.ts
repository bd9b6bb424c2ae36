import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FreshClone } from './fresh-clone.js';
import { Reader } from './reader.js';
import { stepsOf } from './steps.js';

const PAGE = 'docs/tutorial.md';
const TEN_MINUTES_MS = 600_000;

let clone: FreshClone;
let reader: Reader;
beforeAll(async () => {
  clone = new FreshClone();
  reader = await Reader.of(clone);
}, 60_000);
afterAll(async () => {
  await reader.leave();
  clone.remove();
}, 60_000);

it(
  'leads from a fresh clone to a consumer that was run, broken and mended, in under ten minutes',
  async () => {
    const steps = stepsOf(readFileSync(join(clone.path, PAGE), 'utf8'));
    expect(steps.length).toBeGreaterThan(15);
    for (const step of steps) await reader.follow(step);
  },
  TEN_MINUTES_MS,
);
