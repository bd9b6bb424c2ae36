import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Lets the server close in the time that its answers take: answers that are under way take their connection with them,
 * which would stay open for more otherwise, and event streams, which have no end, break off; their clients connect
 * again by themselves.
 */
export function releaseConnectionsOnClose(fastify: FastifyInstance): void {
  const open = new Set<ServerResponse>();
  fastify.addHook('onRequest', (_request, { raw }, done) => {
    open.add(raw);
    raw.once('close', () => open.delete(raw));
    done();
  });
  fastify.addHook('preClose', (done) => {
    for (const response of open) {
      if (!response.headersSent) response.setHeader('connection', 'close');
      else if (isEventStream(response)) response.destroy();
    }
    done();
  });
}

const isEventStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type')).startsWith('text/event-stream');
