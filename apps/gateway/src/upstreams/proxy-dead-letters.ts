import httpProxy from '@fastify/http-proxy';
import { invalidRequest, type Authenticator } from '@orderflow/service';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { GatewaySettings } from '../config.js';
import { admitOperators, withoutOrigin } from './admission.js';
import { prepareForProxying, proxyOptions } from './proxy-options.js';
import { upstreams, type Upstream } from './upstreams.js';

export interface DeadLetterOptions {
  readonly settings: GatewaySettings;
  readonly authenticator: Authenticator;
}

/**
 * The dead letters of the service that the query names: `/dead-letters?service=inventory`. Who asks is checked here, for
 * a service sees the gateway in place of the caller.
 */
export const proxyDeadLetters: FastifyPluginAsync<DeadLetterOptions> = async (fastify, { settings, authenticator }) => {
  prepareForProxying(fastify, (request) => settings.urlOf(upstreamOf(request)));
  admitOperators(fastify, authenticator);
  fastify.addHook('preParsing', (request, _reply, _payload, done) => {
    upstreamOf(request);
    done();
  });
  const { replyOptions, ...shared } = proxyOptions(upstreamOf, settings.UPSTREAM_TIMEOUT_SECONDS * 1_000);
  await fastify.register(httpProxy, {
    ...shared,
    routes: ['/dead-letters', '/dead-letters/*'],
    httpMethods: ['GET', 'POST'],
    upstream: '', // each request has its own
    replyOptions: {
      ...replyOptions,
      getUpstream: (request) => settings.urlOf(upstreamOf(request as FastifyRequest)),
      queryString: (_search, url) => withoutService(url),
      rewriteRequestHeaders: (request, headers) => withoutOrigin(request as FastifyRequest, headers),
    },
  });
};

/** @throws Problem 400 that lists the services */
function upstreamOf({ query }: Pick<FastifyRequest, 'query'>): Upstream {
  const { service } = query as { readonly service?: unknown };
  const upstream = upstreams.find(({ name }) => name === service);
  if (upstream) return upstream;
  const names = upstreams.map(({ name }) => name).join(', ');
  throw invalidRequest([{ field: 'service', value: service, message: `must be one of ${names}` }]);
}

/** The query for the service, which refuses what it does not know. */
function withoutService(url: string): string {
  const [, query = ''] = url.split('?', 2);
  return query
    .split('&')
    .filter((pair) => pair.split('=', 1)[0] !== 'service')
    .join('&');
}
