import httpProxy from '@fastify/http-proxy';
import type { FastifyPluginAsync } from 'fastify';
import { prepareForProxying, proxyOptions } from './proxy-options.js';
import { documentPath, type Upstream } from './upstreams.js';

export interface ProxyOptions {
  readonly upstream: Upstream;
  readonly url: string;
  /** Until the service has begun its answer. */
  readonly timeoutMs: number;
}

/** The routes of one service: its paths as they are, and its OpenAPI document. */
export const proxyUpstream: FastifyPluginAsync<ProxyOptions> = async (fastify, { upstream, url, timeoutMs }) => {
  prepareForProxying(fastify);
  const shared = { ...proxyOptions(() => upstream, timeoutMs), upstream: url };
  const routes = upstream.paths.flatMap((path) => [path, `${path}/*`]);
  await fastify.register(httpProxy, { ...shared, routes });
  const document = { prefix: documentPath(upstream), rewritePrefix: '/docs/json', httpMethods: ['GET'] };
  await fastify.register(httpProxy, { ...shared, ...document });
};
