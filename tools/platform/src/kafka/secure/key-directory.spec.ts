import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { services } from '../../services.js';
import { KeyDirectory } from './key-directory.js';

const DAY_MS = 24 * 60 * 60 * 1000;
let data: string;
let keys: KeyDirectory;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'keys '));
  keys = KeyDirectory.of(data);
  await keys.prepare();
});
afterEach(async () => {
  jest.useRealTimers();
  await rm(data, { recursive: true });
});

const identity = () => readFile(keys.identityFile, 'utf8');
const prepareIn = async (days: number) => {
  jest.useFakeTimers({ now: Date.now() + days * DAY_MS, doNotFake: ['nextTick', 'setImmediate'] });
  await keys.prepare();
};

describe('the keys of a secured Kafka', () => {
  it('are a certificate for this machine’s loopback, signed by the authority, and its key', async () => {
    const certificate = new X509Certificate(await identity());
    const authority = new X509Certificate(await readFile(keys.authorityFile));
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(certificate.subject).toBe('CN=orderflow-platform');
    expect(certificate.checkPrivateKey(createPrivateKey(await identity()))).toBe(true);
  });

  it('come with a password for each service, none like another', () => {
    const passwords = services.map(({ name }) => keys.passwords[name]);
    expect(new Set(passwords).size).toBe(services.length);
    for (const password of passwords) expect(password).toMatch(/^[\w-]{43}$/);
  });

  it('can be read by their owner alone', async () => {
    expect((await stat(keys.path)).mode & 0o777).toBe(0o700);
    for (const file of [keys.authorityFile, keys.identityFile, join(keys.path, 'passwords.json')]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
  });

  it('are kept while they are good for a month', async () => {
    const before = await identity();
    await prepareIn(334);
    expect(await identity()).toBe(before);
  });

  it('are made anew in their last month', async () => {
    const before = [await identity(), keys.passwords.inventory];
    await prepareIn(336);
    expect(await identity()).not.toBe(before[0]);
    expect(keys.passwords.inventory).not.toBe(before[1]);
  });

  it('are made anew when one of them cannot be read', async () => {
    await writeFile(keys.identityFile, 'scribble');
    await keys.prepare();
    expect(await identity()).toContain('BEGIN CERTIFICATE');
  });
});
