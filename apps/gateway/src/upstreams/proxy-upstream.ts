import httpProxy from '@fastify/http-proxy';
import { isReading, type Authenticator } from '@orderflow/service';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { GatewaySettings } from '../config.js';
import { admitCallers, admitOperators, withoutOrigin } from './admission.js';
import { prepareForProxying, proxyOptions } from './proxy-options.js';
import { documentPath, type Upstream } from './upstreams.js';

export interface ProxyOptions {
  readonly upstream: Upstream;
  readonly settings: GatewaySettings;
  readonly authenticator: Authenticator;
}

/** The routes of one service: its paths as they are, and its OpenAPI document. */
export const proxyUpstream: FastifyPluginAsync<ProxyOptions> = async (
  fastify,
  { upstream, settings, authenticator },
) => {
  prepareForProxying(fastify, () => settings.urlOf(upstream));
  const shared = sharedOptions(upstream, settings);
  await fastify.register(async (routes) => {
    if (settings.auth === 'jwt') admitCallers(routes, authenticator);
    await routes.register(httpProxy, { ...shared, routes: withAllBelow(upstream.paths) });
  });
  const document = { prefix: documentPath(upstream), rewritePrefix: '/docs/json', httpMethods: ['GET'] };
  await fastify.register(httpProxy, { ...shared, ...document });
};

/** The paths of a service that only operators may change something by. */
export const proxyOperatorPaths: FastifyPluginAsync<ProxyOptions> = async (
  fastify,
  { upstream, settings, authenticator },
) => {
  prepareForProxying(fastify, () => settings.urlOf(upstream));
  if (settings.auth === 'jwt') admitCallers(fastify, authenticator);
  admitOperators(fastify, authenticator, ({ method }) => !isReading(method));
  const { replyOptions, ...shared } = sharedOptions(upstream, settings);
  await fastify.register(httpProxy, {
    ...shared,
    routes: withAllBelow(upstream.operatorPaths ?? []),
    httpMethods: ['GET', 'POST', 'PUT'],
    replyOptions: {
      ...replyOptions,
      rewriteRequestHeaders: (request, headers) => withoutOrigin(request as FastifyRequest, headers),
    },
  });
};

const sharedOptions = (upstream: Upstream, settings: GatewaySettings) => ({
  ...proxyOptions(() => upstream, settings.UPSTREAM_TIMEOUT_SECONDS * 1_000),
  upstream: settings.urlOf(upstream),
});

const withAllBelow = (paths: readonly string[]): string[] => paths.flatMap((path) => [path, `${path}/*`]);
