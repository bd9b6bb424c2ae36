import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dataDirectory } from '@orderflow/platform';

interface Report {
  readonly measurements: readonly {
    readonly name: string;
    readonly metrics: readonly { readonly name: string }[];
    readonly entrants: readonly {
      readonly name: string;
      readonly figures: Readonly<Record<string, { readonly median: number }>>;
      readonly wrong?: string;
    }[];
  }[];
}

const PATIENCE_MS = 600_000;
const report = join(dataDirectory(), 'bench-smoke/report/performance.json');

/** In a process of its own, as it is run; what it is, not how fast. */
async function smoke(): Promise<{ output: string; code: number | null }> {
  const main = join(import.meta.dirname, '../dist/main.js');
  const script = `const { main } = await import(${JSON.stringify(main)}); await main(['', '', 'bench', '--smoke'])`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { env: plainEnvironment() });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { output, code };
}

/** Without what Jest needs. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_ENV: _env, ...rest } = process.env;
  return rest;
}

describe('npm run bench -- --smoke', () => {
  it(
    'measures in every way, finds every contender right and leaves its figures',
    async () => {
      const { output, code } = await smoke();
      const { measurements } = JSON.parse(await readFile(report, 'utf8')) as Report;
      const entrants = measurements.flatMap(({ entrants }) => entrants);
      expect({ wrong: entrants.filter(({ wrong }) => wrong), code, output: code === 0 ? '' : output }).toEqual({
        wrong: [],
        code: 0,
        output: '',
      });
      expect(measurements.map(({ name }) => name)).toEqual(['accept', 'consume', 'flow', 'latency', 'scaling']);
      const names = new Set(entrants.map(({ name }) => name));
      expect(names).toEqual(new Set(['limit', 'tutorial', 'stock-nest', 'stock-nest-6', 'ours']));
      for (const { figures } of entrants) {
        expect(Object.values(figures).length).toBeGreaterThan(0);
        for (const { median } of Object.values(figures)) expect(median).toBeGreaterThanOrEqual(0);
      }
    },
    PATIENCE_MS,
  );
});
