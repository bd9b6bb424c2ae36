import { type AddressInfo, type Server, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anyFreePort, freePort, isFree } from './port.js';
import { holderOf } from './port-holder.js';

let server: Server;
let taken: number;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  taken = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.close();
});

describe('a port that is taken', () => {
  it('is seen, and so is its release', async () => {
    expect(await isFree(taken)).toBe(false);
    server.close();
    await once(server, 'close');
    expect(await isFree(taken)).toBe(true);
  });

  it('is passed over for a later one', async () => {
    expect(await freePort(taken)).toBeGreaterThan(taken);
  });

  it('has a holder that can be named', () => {
    expect(holderOf(taken)).toContain(`process ${process.pid} (`);
  });
});

it('any free port is given once', async () => {
  const ports = await Promise.all(Array.from({ length: 500 }, () => anyFreePort()));
  expect(new Set(ports).size).toBe(500);
});
