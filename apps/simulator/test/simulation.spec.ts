import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { systemClock } from '../src/clock.js';
import { readOptions } from '../src/options.js';
import { Screen } from '../src/report/screen.js';
import { simulate } from '../src/simulation.js';
import { StandIn } from './stand-in.js';

const everyKind = 'normal=50,insufficient=10,wrong-quote=10,declined=10,cancelled=10,duplicate=5,malformed=5';

describe('the simulator, before a server that stands in for the gateway', () => {
  let server: StandIn;
  let folder: string;
  let printed: string;
  let ending: AbortController;
  let token: string | undefined;
  beforeEach(async () => {
    [server, folder] = await Promise.all([StandIn.start(), mkdtemp(join(tmpdir(), 'simulator '))]);
    token = undefined;
    printed = '';
    ending = new AbortController();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const out = () =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        printed += chunk.toString();
        done();
      },
    }) as NodeJS.WriteStream;
  const run = (run: string, ...args: string[]) => {
    const url = args.includes('--url') ? [] : ['--url', server.url.href];
    const options = readOptions(['node', 'orderflow', 'simulate', ...url, ...args], { ORDERFLOW_TOKEN: token })!;
    return simulate(options, { screen: new Screen(out()), clock: systemClock, interrupted: ending.signal, run });
  };
  const interruptWhen = (condition: () => boolean) => void eventually(condition).then(() => ending.abort());
  const figure = (what: string) =>
    Number(new RegExp(`^ {2}${what} +([\\d,]+)`, 'm').exec(printed)?.[1]?.replaceAll(',', ''));

  it('brings each kind to its end, and sums up', async () => {
    expect(await run('r1', '--rate', '400', '--count', '100', '--seed', '7', '--mix', everyKind)).toBe(true);
    expect(printed).toContain('100 orders at 400 a second, --seed 7, to http://127.0.0.1:');
    expect({
      accepted: figure('accepted'),
      confirmed: figure('confirmed'),
      rejected: figure('rejected'),
      cancelled: figure('cancelled'),
      replayed: figure('replayed duplicates'),
      malformed: figure('malformed, refused'),
      open: figure('not settled in time'),
    }).toEqual({ accepted: 95, confirmed: 55, rejected: 30, cancelled: 10, replayed: 5, malformed: 5, open: 0 });
    expect(printed).toMatch(/rejected +30 {3}(10 INSUFFICIENT_STOCK, 20 DECLINED|20 DECLINED, 10 INSUFFICIENT_STOCK)/);
    expect(printed).not.toContain('Not what was asked for');
    expect(server.restocked).toBeGreaterThan(0);
  });

  it('follows orders by few requests', async () => {
    await run('r1', '--rate', '400', '--count', '100', '--seed', '7', '--mix', 'normal=1');
    expect(server.requests).toBeLessThan(150);
  });

  it('names orders that do not settle', async () => {
    server.stuck = true;
    interruptWhen(() => server.orders.length === 3);
    expect(await run('r1', '--rate', '100', '--count', '3', '--mix', 'normal=1')).toBe(false);
    expect(figure('not settled in time')).toBe(3);
    expect(printed).toMatch(/Not what was asked for \(3\)\n {2}normal [\da-f-]{36}: not settled in time: PENDING/);
  }, 20_000);

  it('ends in order when it is interrupted, with what it has sent', async () => {
    interruptWhen(() => server.orders.length > 50);
    expect(await run('r1', '--rate', '100', '--count', '100000', '--mix', 'normal=9,cancelled=1')).toBe(true);
    expect(printed).toContain('; ended early');
    expect(figure('accepted')).toBe(server.orders.length);
  });

  it('waits when the gateway takes no more, and names the way out', async () => {
    server.limitNext = 2;
    expect(await run('r1', '--rate', '100', '--count', '10', '--mix', 'normal=1')).toBe(true);
    expect(printed).toContain('Nothing is taken from us for 1 s (429: At most 1 request); the run waits');
    expect(printed).toMatch(/refused 2 requests by its limit.*--url http:\/\/127\.0\.0\.1:\d+/);
    expect(server.orders).toHaveLength(10);
  });

  it('records what it sends, and replays it as new orders or as the same ones', async () => {
    const file = join(folder, 'orders.jsonl');
    expect(await run('r1', '--rate', '400', '--count', '40', '--seed', '7', '--mix', everyKind, '--record', file)).toBe(
      true,
    );
    const recorded = await readFile(file, 'utf8');
    const first = server.bodies.splice(0);

    expect(await run('r2', '--replay', file, '--speed', '2')).toBe(true);
    expect(sorted(server.bodies.splice(0))).toEqual(sorted(first));
    expect(await readFile(file, 'utf8')).toBe(recorded);

    printed = '';
    expect(await run('r3', '--replay', file, '--same-keys')).toBe(true);
    expect(server.bodies).toEqual([]);
    expect({ accepted: figure('accepted'), replayed: figure('replayed duplicates') }).toEqual({
      accepted: 0,
      replayed: 40,
    });
  });

  it('breaks payments, mends them, and all orders are confirmed in the end', async () => {
    const args = ['--rate', '50', '--count', '100', '--mix', 'normal=1', '--scenario', 'break-payments'];
    expect(await run('r1', ...args)).toBe(true);
    expect(printed).toMatch(/ 0\.\d s {2}The payment provider is broken: its key is revoked\. Revenue [\d,.]+/);
    expect(printed).toMatch(/The payment provider is mended\. Dead letters [1-9]\d*, revenue/);
    expect(printed).toMatch(/Redriven: [1-9]\d* dead letters/);
    expect(printed).toMatch(/Dead letters 0, revenue/);
    expect(server.broken).toBe(false);
    expect(figure('confirmed')).toBe(100);
  });

  it('mends payments when it is interrupted, even if the gateway takes no more for a while', async () => {
    server.limitMending = 1;
    interruptWhen(() => server.broken);
    await run('r1', '--rate', '50', '--count', '200', '--mix', 'normal=1', '--scenario', 'break-payments');
    expect(printed).toContain('The payment provider is broken');
    expect(server.broken).toBe(false);
  });

  it('says who it is with every request, to a system that asks', async () => {
    server.token = 'secret';
    token = 'secret';
    expect(await run('r1', '--rate', '100', '--count', '10', '--mix', 'normal=9,cancelled=1')).toBe(true);
    token = undefined;
    await expect(run('r2', '--count', '1')).rejects.toMatchObject({ remedy: expect.stringContaining('AUTH_SECRET') });
  });

  it('says what to do when nothing answers', async () => {
    const nowhere = server.url.href;
    await server.close();
    server = await StandIn.start();
    const failed = run('r1', '--url', nowhere);
    await expect(failed).rejects.toThrow('Nothing answers at http://127.0.0.1:');
    await expect(failed).rejects.toMatchObject({ exitCode: 1 });
  });

  it('refuses a file that is no recording, or cannot be written', async () => {
    await expect(run('r1', '--replay', join(folder, 'none'))).rejects.toMatchObject({ exitCode: 2 });
    await expect(run('r1', '--count', '1', '--record', join(folder, 'none/a'))).rejects.toMatchObject({ exitCode: 2 });
  });
});

/** Requests that are under way together arrive in any order. */
const sorted = (bodies: readonly unknown[]) => bodies.map((body) => JSON.stringify(body)).sort();
