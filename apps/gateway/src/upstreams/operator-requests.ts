import type { IncomingHttpHeaders } from 'node:http';
import { operatorOf } from '@orderflow/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewaySettings } from '../config.js';
import { forwardedHeaders } from './forwarded-headers.js';

type Tokens = GatewaySettings['OPERATOR_TOKENS'];

/** Checks who asks, for a service sees the gateway in place of the caller. `when`: of which requests. */
export function admitOperators(
  fastify: FastifyInstance,
  tokens: Tokens,
  when: (request: FastifyRequest) => boolean = () => true,
): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (when(request)) operatorOf(request.raw, tokens);
    done();
  });
}

/** The service knows itself by another name than the page that sent the request, whose origin was checked here. */
export const withoutOrigin = (request: FastifyRequest, { origin: _checked, ...headers }: IncomingHttpHeaders) =>
  forwardedHeaders(request, headers);
