import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ActionableError } from './actionable-error.js';
import { readPlatform, waitForPlatform, writeAddresses } from './addresses.js';

const NO_PROCESS = 2 ** 22 + 1;
const addresses = { pid: process.pid, kafkaBrokers: '127.0.0.1:9092', databaseUrls: {} };
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'addresses '));
});
afterEach(() => rm(directory, { recursive: true }));

describe('platform.json', () => {
  it('is read while its process lives', async () => {
    await writeAddresses(directory, addresses);
    expect(readPlatform(directory)).toEqual(addresses);
  });

  it('is not believed when its process was killed', async () => {
    await writeAddresses(directory, { ...addresses, pid: NO_PROCESS });
    expect(readPlatform(directory)).toBeUndefined();
  });

  it('is waited for', async () => {
    const waiting = waitForPlatform(directory, 5000);
    await writeAddresses(directory, addresses);
    expect(await waiting).toEqual(addresses);
  });

  it('is not waited for without end', async () => {
    await expect(waitForPlatform(directory, 0)).rejects.toThrow(ActionableError);
  });
});
