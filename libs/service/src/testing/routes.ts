import type { FastifyInstance } from 'fastify';
import type { Instance, RequestHeaders } from './instance.js';

/** A route as it was registered: `/orders/:id`. */
export interface Route {
  readonly method: string;
  readonly url: string;
}

/** Grows by each route that is registered from now on; that of HEAD comes with its GET. */
export function followRoutes(fastify: FastifyInstance): readonly Route[] {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url });
  });
  return routes;
}

const REFUSED = [401, 403];

/** The routes that answer a caller with these headers something else than that it may not ask: `GET /orders/:id`, sorted. */
export async function routesOpenTo(instance: Instance, headers: RequestHeaders = {}): Promise<string[]> {
  const asked = instance.routes.map(async ({ method, url }) => {
    const path = url.replaceAll(/:\w+/g, '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11');
    const body = method === 'GET' ? {} : { body: '{}', headers: { ...headers, 'content-type': 'application/json' } };
    const response = await fetch(instance.url + path, { method, headers, ...body });
    await response.body?.cancel();
    return REFUSED.includes(response.status) ? [] : `${method} ${url}`;
  });
  return (await Promise.all(asked)).flat().sort();
}
