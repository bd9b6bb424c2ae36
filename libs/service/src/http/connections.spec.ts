import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { releaseConnectionsOnClose } from './connections.js';

const LINGER_MS = 200;

describe('a server that closes', () => {
  let server: FastifyInstance;
  let agent: Agent;
  let port: number;
  beforeEach(async () => {
    server = fastify({ return503OnClosing: false });
    releaseConnectionsOnClose(server, LINGER_MS);
    server.get('/', () => 'served');
    port = Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port);
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
  });
  afterEach(() => agent.destroy());

  const get = async () => {
    const sent = request({ agent, port, host: '127.0.0.1' }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return { reused: sent.reusedSocket, connection: answer.headers.connection };
  };

  it('still answers a request on a connection that was idle, and closes the connection with the answer', async () => {
    expect(await get()).toEqual({ reused: false, connection: 'keep-alive' });
    const closed = server.close();
    while (server.server.listening) await new Promise(setImmediate);
    expect(await get()).toEqual({ reused: true, connection: 'close' });
    await expect(get()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await closed;
  });

  it('waits neither for an idle connection nor for one that has never said anything', async () => {
    await get();
    const silent = connect(port, '127.0.0.1');
    await once(server.server, 'connection');
    await Promise.all([server.close(), once(silent, 'close')]);
  });
});
