import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionLost } from './errors.js';
import { createPool } from './pool.js';

/** A message of PostgreSQL's protocol: its type, its length, its body. */
function message(type: string, body: string | Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + body.length);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
}

const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', 'I');
const ENDED = message('E', 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');

describe('createPool', () => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED])));
  });
  beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('does not end the process when PostgreSQL ends a session in the moment that it opens', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `postgresql://user:password@127.0.0.1:${port}/database`;
    const pool = createPool({ url, poolSize: 1, applicationName: 'test' });
    const client = await pool.connect();
    await expect(client.query('SELECT 1', [])).rejects.toThrow(ConnectionLost);
    client.release();
    await pool.end();
  });
});
