import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ActionableError } from '@orderflow/platform';
import { type Span } from '@orderflow/tracing';
import { Terminal } from '../terminal/terminal.js';
import { traceStoreIn } from '../traces/keep-traces.js';
import { trace } from './trace.js';

const ORDER_ID = '01980000-0000-7000-8000-000000000001';

describe('npm run trace', () => {
  let directory: string;
  let printed: string[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'orderflow trace '));
    printed = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(directory, { recursive: true });
  });

  const run = (id: string, options = {}) => trace(id, options, new Terminal(), { ORDERFLOW_DATA_DIR: directory });
  const keep = (...spans: Span[]) => traceStoreIn(directory).append(spans);

  it('shows every trace of an order, and draws the first', async () => {
    keep(created('b', 2000), created('a', 1000));
    const svg = join(directory, 'order.svg');
    await run(ORDER_ID, { svg });
    expect(printed.filter((line) => line.startsWith('Trace ')).map((line) => line[6])).toEqual(['a', 'b']);
    expect(await readFile(svg, 'utf8')).toContain(`Trace ${'a'.repeat(32)}`);
  });

  it('shows one trace by its own id', async () => {
    keep(created('b', 2000), created('a', 1000));
    await run('b'.repeat(32));
    expect(printed.filter((line) => line.startsWith('Trace ')).map((line) => line[6])).toEqual(['b']);
  });

  it('says how to get traces where there are none', async () => {
    const refused = run(ORDER_ID).catch((error: ActionableError) => error.remedy);
    expect(await refused).toContain('npm start -- --traces');
  });

  it('says what an order that is not among them may lack', async () => {
    keep(created('a', 1000));
    await expect(run('another')).rejects.toThrow('None of the 1 spans that are kept belongs to another');
  });
});

function created(digit: string, start: number): Span {
  return {
    traceId: digit.repeat(32),
    spanId: digit.repeat(16),
    service: 'order-api',
    name: 'create ORDER_CREATED',
    kind: 'producer',
    start,
    end: start + 1,
    failed: false,
    attributes: { 'messaging.kafka.message.key': ORDER_ID },
    links: [],
  };
}
