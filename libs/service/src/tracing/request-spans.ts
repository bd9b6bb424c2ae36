import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_SERVER_ADDRESS,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
  ATTR_USER_AGENT_ORIGINAL,
} from '@opentelemetry/semantic-conventions';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setSpan, spanOf } from './request-span.js';

/** What watches a service, and would fill the traces with itself. */
const UNTRACED = /^\/(health|metrics)(\/|\?|$)/;
const FAULT_OF_OURS = 500;

/**
 * Gives each request a span of kind SERVER, a child of what its caller sent as `traceparent`: it lasts until the
 * connection has taken the answer, or has gone. Call it before any route is added.
 */
export function traceRequests(fastify: FastifyInstance): void {
  const tracer = trace.getTracer('@orderflow/service');
  fastify.addHook('onRequest', (request, { raw }, done) => {
    if (UNTRACED.test(request.url)) return done();
    const { method, routeOptions } = request;
    const span = tracer.startSpan(
      routeOptions.url === undefined ? method : `${method} ${routeOptions.url}`,
      { kind: SpanKind.SERVER, attributes: attributesOf(request) },
      propagation.extract(ROOT_CONTEXT, request.headers),
    );
    setSpan(request, span);
    raw.once('close', () => end(span, raw));
    done();
  });
  // Not in the hook above: the body's parser goes on in another asynchronous context than the one that called it.
  fastify.addHook('preHandler', (request, _reply, done) => {
    const span = spanOf(request);
    if (span) context.with(trace.setSpan(ROOT_CONTEXT, span), done);
    else done();
  });
}

/** By the conventions for HTTP servers. Without the query and the client's address, which may concern a person. */
const attributesOf = ({ method, url, routeOptions, protocol, hostname, raw, headers }: FastifyRequest) => ({
  [ATTR_HTTP_REQUEST_METHOD]: method,
  [ATTR_HTTP_ROUTE]: routeOptions.url,
  [ATTR_URL_PATH]: url.split('?', 1)[0],
  [ATTR_URL_SCHEME]: protocol,
  [ATTR_SERVER_ADDRESS]: hostname,
  [ATTR_NETWORK_PROTOCOL_VERSION]: raw.httpVersion,
  [ATTR_USER_AGENT_ORIGINAL]: headers['user-agent'],
});

/** Of a request that its client gave up there is no status. */
function end(span: Span, { statusCode, headersSent }: FastifyReply['raw']): void {
  if (headersSent) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
  if (headersSent && statusCode >= FAULT_OF_OURS) {
    span.setAttribute(ATTR_ERROR_TYPE, String(statusCode));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
