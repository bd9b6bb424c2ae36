import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordOf } from './identity.js';
import { claim, ownerOf, release } from './ownership.js';
import { pidFileOf, writePidFile } from './pid-file.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ownership '));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the ownership of a data directory', () => {
  it('is free at first, and again when it is released', async () => {
    expect(await claim(directory)).toBeUndefined();
    expect((await ownerOf(directory))?.pid).toBe(process.pid);
    await release(directory);
    expect(await ownerOf(directory)).toBeUndefined();
  });

  it('stays with a process that runs', async () => {
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    try {
      await writePidFile(pidFileOf(directory, 'owner'), recordOf(other.pid!));
      expect((await claim(directory))?.pid).toBe(other.pid);
    } finally {
      other.kill();
    }
  });

  it('is taken from a process that was killed', async () => {
    await writePidFile(pidFileOf(directory, 'owner'), { pid: process.pid, command: 'an earlier start' });
    expect(await claim(directory)).toBeUndefined();
    expect((await ownerOf(directory))?.pid).toBe(process.pid);
  });
});
