import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { dataDirectory } from '@orderflow/platform';
import { chaosOptions } from '../src/options.js';
import { runChaos } from '../src/run.js';

const nothing = () => undefined;
const screen = { line: nothing, done: nothing, note: nothing, progress: nothing };
const MINUTE_MS = 60_000;

it(
  'keeps every promise to 2,000 orders through three kinds of fault',
  async () => {
    const options = chaosOptions({ orders: 2_000, rate: 400, faults: 'kill-relay,cut,poison', seed: 4711 });
    const directory = join(dataDirectory(), 'test-chaos');
    const outcome = await runChaos(options, directory, screen, new AbortController().signal);
    expect(outcome?.faults.map(({ name }) => name).sort()).toEqual(['cut', 'kill-relay', 'poison']);
    expect(outcome?.faults.filter(({ ok }) => !ok)).toEqual([]);
    expect(outcome?.findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(outcome?.findings.length).toBeGreaterThan(8);
  },
  10 * MINUTE_MS,
);
