import { Readable } from 'node:stream';
import type { FastifyHttpProxyOptions } from '@fastify/http-proxy';
import { Logger } from '@nestjs/common';
import { sendProblem } from '@orderflow/service';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { endToEnd, forwardedHeaders } from './forwarded-headers.js';
import { codeOf, upstreamProblem } from './upstream-problem.js';
import { tracePassedOn, upstreamFailed } from './upstream-span.js';
import type { Upstream } from './upstreams.js';

/** Prepares the part of the server whose routes are passed on: problems and spans of its own, and bodies as they are. */
export function prepareForProxying(fastify: FastifyInstance, urlOf: (request: FastifyRequest) => string): void {
  tracePassedOn(fastify, urlOf);
  fastify.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(error, request, reply));
  takeBodiesAsTheyAre(fastify);
}

/** A body is taken up to the server's limit before the service hears of the request, and is not looked into. */
function takeBodiesAsTheyAre(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer' } as const;
  fastify.addContentTypeParser('*', options, (_request: FastifyRequest, body: Buffer, done) => {
    done(null, body.length === 0 ? null : Readable.from([body], { objectMode: false })); // any other type would be encoded again
  });
}

/**
 * How requests are passed on, whichever service it is that a request goes to. The service may take `timeoutMs` to begin
 * its answer; after that as long as it likes.
 */
export function proxyOptions(
  upstreamOf: (request: FastifyRequest) => Upstream,
  timeoutMs: number,
): Omit<FastifyHttpProxyOptions, 'upstream'> {
  return {
    proxyPayloads: false,
    // A GET whose kept connection the service had just closed is sent once more. Nothing else ever is.
    retryMethods: ['GET', 'HEAD'],
    destroyAgent: true,
    disableRequestLogging: true,
    undici: {
      headersTimeout: timeoutMs,
      bodyTimeout: 0, // an event stream may be silent for long
      connections: null, // streams and waiting requests keep theirs; a bound would make the others queue behind them
      connect: { timeout: 2_000 },
    },
    replyOptions: {
      retriesCount: 1,
      rewriteRequestHeaders: (request, headers) => forwardedHeaders(request as FastifyRequest, headers),
      rewriteHeaders: (headers) => endToEnd(headers),
      onError: (reply, { error }) => {
        const upstream = upstreamOf(reply.request as FastifyRequest);
        new Logger(upstream.title).warn({ requestId: reply.request.id, msg: `No answer: ${codeOf(error)}` });
        upstreamFailed(reply.request, codeOf(error));
        reply.send(upstreamProblem(upstream, error));
      },
    },
  };
}
