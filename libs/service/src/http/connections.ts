import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Clients that connect faster than the server accepts would keep it from closing. */
const MAX_TURNS = 100;

/**
 * Lets the server close without failing a request, in the time that its answers take. It takes no new connections, and
 * serves those it has for `lingerMs` more; each answer takes its connection with it, so that what is closed then has been
 * idle for so long. Event streams, which have no end, break off; their clients connect again by themselves.
 */
export function releaseConnectionsOnClose(fastify: FastifyInstance, lingerMs: number): void {
  const { server } = fastify;
  const open = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  fastify.addHook('onRequest', (_request, { raw }, done) => {
    open.add(raw);
    raw.once('close', () => open.delete(raw));
    done();
  });
  fastify.addHook('preClose', async () => {
    // Later answers get this header from Fastify, which closes already.
    for (const response of open) if (!response.headersSent) response.setHeader('connection', 'close');
    await acceptAll(server);
    const closed = once(server, 'close');
    Listener.prototype.close.call(server); // not its own close(), which would end idle connections at once
    await delay(lingerMs);
    await turn(); // after a look at the sockets: a request that has come by now is begun
    for (const response of open) if (isEventStream(response)) response.destroy();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy(); // Node.js does not call these idle
    server.closeIdleConnections();
    await closed;
  });
}

/** A listener that closes resets the connections that it has not accepted; Node.js accepts one per turn of its loop. */
async function acceptAll(server: Server): Promise<void> {
  let accepted = true;
  const onConnection = () => (accepted = true);
  server.on('connection', onConnection);
  for (let turns = 0; accepted && turns < MAX_TURNS; turns++) {
    accepted = false;
    await turn();
  }
  server.off('connection', onConnection);
}

const isEventStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type')).startsWith('text/event-stream');
