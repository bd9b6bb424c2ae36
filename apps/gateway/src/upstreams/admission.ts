import type { IncomingHttpHeaders } from 'node:http';
import type { Authenticator } from '@orderflow/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forwardedHeaders } from './forwarded-headers.js';

// Both are asked after the rate limit, which is an onRequest hook: who tries tokens uses up the limit of its address.

/**
 * Of a request in nobody's name no service need hear. What a caller may do is for the service to say, which gets the token as
 * it came.
 */
export function admitCallers(fastify: FastifyInstance, authenticator: Authenticator): void {
  fastify.addHook('preParsing', async (request) => {
    await authenticator.authenticate(request.raw);
  });
}

/** Checks who asks, for a service sees the gateway in place of the caller. `when`: of which requests. */
export function admitOperators(
  fastify: FastifyInstance,
  authenticator: Authenticator,
  when: (request: FastifyRequest) => boolean = () => true,
): void {
  fastify.addHook('preParsing', async (request) => {
    if (when(request)) await authenticator.operator(request.raw);
  });
}

/** The service knows itself by another name than the page that sent the request, whose origin was checked here. */
export const withoutOrigin = (request: FastifyRequest, { origin: _checked, ...headers }: IncomingHttpHeaders) =>
  forwardedHeaders(request, headers);
