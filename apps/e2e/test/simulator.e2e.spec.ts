import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { System } from './system/system.js';

const GATEWAY = 0;
const TEST_MS = 120_000;

/** 60 orders: 48 normal, 3 insufficient, 3 wrong quotes, 2 declined, 2 cancelled, 1 duplicate, 1 malformed. */
const ORDERS = ['--count', '60', '--rate', '20', '--seed', '7'];

describe('the simulator', () => {
  let system: System;
  let folder: string;
  beforeAll(async () => {
    [system, folder] = await Promise.all([System.start(), mkdtemp(join(tmpdir(), 'simulator e2e '))]);
  }, 310_000);
  afterAll(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  /** Rejects unless it ends with 0: everything came to the end that its kind asks for. */
  const simulate = (...args: string[]) => system.run('simulate', '--', ...args);
  const figure = (printed: string, what: string) => Number(new RegExp(`^ {2}${what} +(\\d+)`, 'm').exec(printed)?.[1]);

  it(
    'brings orders of every kind to their end, and the same ones back under the same keys',
    async () => {
      const file = join(folder, 'orders.jsonl');
      const printed = await simulate(...ORDERS, '--record', file);
      expect(figure(printed, 'accepted')).toBe(59);
      expect(figure(printed, 'confirmed')).toBe(49);
      expect(printed).toMatch(/rejected +8 {3}(3 INSUFFICIENT_STOCK, 5 DECLINED|5 DECLINED, 3 INSUFFICIENT_STOCK)/);
      expect(figure(printed, 'cancelled')).toBe(2);
      expect(figure(printed, 'replayed duplicates')).toBe(1);
      expect(figure(printed, 'malformed, refused')).toBe(1);

      expect((await readFile(file, 'utf8')).trim().split('\n').length).toBeGreaterThanOrEqual(63);
      const again = await simulate('--replay', file, '--speed', '2', '--same-keys');
      expect(figure(again, 'accepted')).toBe(0);
      expect(figure(again, 'replayed duplicates')).toBe(60);
    },
    TEST_MS,
  );

  it(
    'breaks payments, mends them, and revenue catches up',
    async () => {
      const printed = await simulate(
        '--count',
        '80',
        '--rate',
        '20',
        '--mix',
        'normal=1',
        '--scenario',
        'break-payments',
      );
      expect(printed).toMatch(/The payment provider is mended\. Dead letters [1-9]\d*, revenue/);
      expect(printed).toMatch(/Redriven: [1-9]\d* dead letters/);
      expect(printed).toMatch(/Dead letters 0, revenue/);
      expect(figure(printed, 'confirmed')).toBe(80);
      const { body } = await system.call<{ broken: boolean }>(GATEWAY, '/payments/provider');
      expect(body.broken).toBe(false);
    },
    TEST_MS,
  );

  it(
    'sends to order-api itself, and reads the rest from the gateway',
    async () => {
      const printed = await simulate(
        '--count',
        '5',
        '--mix',
        'normal=1',
        '--url',
        `http://127.0.0.1:${system.portOf(1)}`,
      );
      expect(figure(printed, 'confirmed')).toBe(5);
    },
    TEST_MS,
  );
});
