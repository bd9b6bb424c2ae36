import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { follow } from './follow.js';

let directory: string;
let file: string;
let ending: AbortController;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'follow '));
  file = join(directory, 'a.log');
  ending = new AbortController();
});
afterEach(() => rm(directory, { recursive: true }));

/** Follows from the beginning, until this many lines have come. */
async function collect(count: number, write: (lines: readonly string[]) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    if (lines.length === count) ending.abort();
    else void write(lines);
  };
  await follow(file, ending.signal, onLine, 0);
  return lines;
}

describe('a log that is followed', () => {
  it('gives each line as it is added, and none before it is whole', async () => {
    await writeFile(file, 'one\ntw');
    const lines = await collect(2, () => appendFile(file, 'o\n'));
    expect(lines).toEqual(['one', 'two']);
  });

  it('goes on in the file that takes its place', async () => {
    await writeFile(file, 'an old line\n');
    const lines = await collect(2, () => writeFile(file, 'new\n'));
    expect(lines).toEqual(['an old line', 'new']);
  });
});
