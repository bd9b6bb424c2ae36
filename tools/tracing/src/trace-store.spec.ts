import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { server, span } from '../test/fixtures/order-spans.js';
import { TraceStore } from './trace-store.js';

const LIMIT = 4096;

describe('the trace store', () => {
  let directory: string;
  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'traces ')), 'traces');
  });
  afterEach(() => rm(join(directory, '..'), { recursive: true }));

  it('is empty before the first span', async () => {
    expect(await new TraceStore(directory).read()).toEqual([]);
  });

  it('keeps spans beyond its own life', async () => {
    new TraceStore(directory).append([server]);
    const later = span('later', 20, 21);
    const store = new TraceStore(directory);
    store.append([later]);
    expect(await store.read()).toEqual([server, later]);
  });

  it('tells a span once that was exported twice', async () => {
    const store = new TraceStore(directory);
    store.append([server]);
    store.append([server]);
    expect(await store.read()).toEqual([server]);
  });

  it('forgets the oldest spans, never the newest, and stays below twice its bound', async () => {
    const store = new TraceStore(directory, LIMIT);
    const spans = Array.from({ length: 100 }, (_, at) => span(`span ${at}`, at, at + 1));
    for (const one of spans) store.append([one]);
    const kept = await store.read();
    expect(kept).toEqual(spans.slice(-kept.length));
    const sizes = await Promise.all(
      (await readdir(directory)).map(async (file) => (await stat(join(directory, file))).size),
    );
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LIMIT);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(LIMIT);
  });

  it('counts what another process has written before it', async () => {
    new TraceStore(directory, LIMIT).append(Array.from({ length: 20 }, (_, at) => span(`span ${at}`, at, at + 1)));
    new TraceStore(directory, LIMIT).append([server]);
    expect(await readdir(directory)).toHaveLength(2);
  });

  it('reads past a line that is still being written', async () => {
    const store = new TraceStore(directory);
    store.append([server]);
    await appendFile(join(directory, 'spans.jsonl'), '{"traceId":"ab');
    expect(await store.read()).toEqual([server]);
  });
});
