import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../problems/problem.filter.js';
import { releaseConnectionsOnClose } from './connections.js';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.js';
import { refuseUnknownRoutes } from './unknown-routes.js';

export const BODY_LIMIT_BYTES = 256 * 1024;

/** Bodies are JSON and nothing else, read by Fastify's own parser, which refuses `__proto__`. */
class JsonOnlyAdapter extends FastifyAdapter {
  override registerParserMiddleware(): void {
    this.getInstance().removeContentTypeParser('text/plain');
  }
}

export interface HttpOptions {
  /** How long a closing server goes on serving, in milliseconds; see `releaseConnectionsOnClose`. Default: 0. */
  readonly lingerMs?: number;
}

/** The HTTP server of every service: Fastify with request ids, a body limit and problem details for what it refuses. */
export function httpAdapter({ lingerMs = 0 }: HttpOptions = {}): FastifyAdapter {
  const adapter = new JsonOnlyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: requestIdOf,
    // While the server closes it still serves what comes on open connections, and then closes them.
    return503OnClosing: false,
    // What the router refuses before any hook, such as a path that is not valid UTF-8.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header(REQUEST_ID_HEADER, request.id);
      sendProblem(error, request, reply);
    },
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    // On Node's response, for what is written past Fastify too: an event stream. (A header that is set this way also
    // makes those that are written with the head readable afterwards, see connections.ts.)
    reply.raw.setHeader(REQUEST_ID_HEADER, request.id);
    done();
  });
  refuseUnknownRoutes(fastify);
  releaseConnectionsOnClose(fastify, lingerMs);
  return adapter;
}
