import { Readable } from 'node:stream';
import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import { Logger } from '@nestjs/common';
import { sendProblem } from '@orderflow/service';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { endToEnd, forwardedHeaders } from './forwarded-headers.js';
import { causeOf, upstreamProblem } from './upstream-problem.js';
import { documentPath, type Upstream } from './upstreams.js';

export interface ProxyOptions {
  readonly upstream: Upstream;
  readonly url: string;
  /** Until the service has begun its answer; after that it may take as long as it likes. */
  readonly timeoutMs: number;
}

/** The routes of one service: its paths as they are, and its OpenAPI document. */
export const proxyUpstream: FastifyPluginAsync<ProxyOptions> = async (fastify, options) => {
  fastify.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(error, request, reply));
  takeBodiesAsTheyAre(fastify);

  const shared = proxyOptions(options);
  const routes = options.upstream.paths.flatMap((path) => [path, `${path}/*`]);
  await fastify.register(httpProxy, { ...shared, routes });
  const document = { prefix: documentPath(options.upstream), rewritePrefix: '/docs/json', httpMethods: ['GET'] };
  await fastify.register(httpProxy, { ...shared, ...document });
};

/** A body is taken up to the server's limit before the service hears of the request, and is not looked into. */
function takeBodiesAsTheyAre(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer' } as const;
  fastify.addContentTypeParser('*', options, (_request: FastifyRequest, body: Buffer, done) => {
    done(null, body.length === 0 ? null : Readable.from([body], { objectMode: false })); // any other type would be encoded again
  });
}

function proxyOptions({ upstream, url, timeoutMs }: ProxyOptions): FastifyHttpProxyOptions {
  const logger = new Logger(upstream.title);
  return {
    upstream: url,
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
        logger.warn(`No answer: ${causeOf(error)}`);
        reply.send(upstreamProblem(upstream, error));
      },
    },
  };
}
