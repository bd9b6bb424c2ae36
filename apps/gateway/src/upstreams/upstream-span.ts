import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
} from '@opentelemetry/semantic-conventions';
import { spanOf, traceHeaders } from '@orderflow/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const UPSTREAM_SPAN = Symbol('upstream span');
const ERROR_STATUS = 400;

interface PassedOn {
  [UPSTREAM_SPAN]?: Span;
}

/**
 * Gives what is passed on of a traced request a span of kind CLIENT, until the service begins its answer. Costs a request
 * that is not traced a look. `urlOf`: where the service is that it goes to.
 */
export function tracePassedOn(fastify: FastifyInstance, urlOf: (request: FastifyRequest) => string): void {
  fastify.addHook('preHandler', (request, _reply, done) => {
    const server = spanOf(request);
    if (server) (request as PassedOn)[UPSTREAM_SPAN] = startSpan(server, request, urlOf(request));
    done();
  });
  fastify.addHook('onSend', (request, { statusCode }, _payload, done) => {
    const span = takeSpan(request);
    span?.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
    if (span && statusCode >= ERROR_STATUS) markFailed(span, String(statusCode));
    span?.end();
    done();
  });
}

/** The service has not answered. */
export function upstreamFailed(request: object, code: string): void {
  const span = takeSpan(request);
  if (span) markFailed(span, code);
  span?.end();
}

/** The W3C Trace Context that the service gets with the request; nothing when it is not traced. */
export function upstreamTraceHeaders(request: object): ReturnType<typeof traceHeaders> | undefined {
  const span = (request as PassedOn)[UPSTREAM_SPAN];
  return span && traceHeaders(span);
}

/** By the conventions for HTTP clients. The URL is without its query, which may hold what concerns a person. */
function startSpan(server: Span, { method, url }: FastifyRequest, upstream: string): Span {
  const { origin, hostname, port, protocol } = new URL(upstream);
  const attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_FULL]: origin + url.split('?', 1)[0],
    [ATTR_SERVER_ADDRESS]: hostname,
    [ATTR_SERVER_PORT]: Number(port || (protocol === 'https:' ? 443 : 80)),
  };
  const parent = trace.setSpan(ROOT_CONTEXT, server);
  return trace.getTracer('@orderflow/gateway').startSpan(method, { kind: SpanKind.CLIENT, attributes }, parent);
}

function takeSpan(request: object): Span | undefined {
  const passedOn = request as PassedOn;
  const span = passedOn[UPSTREAM_SPAN];
  if (span) passedOn[UPSTREAM_SPAN] = undefined;
  return span;
}

function markFailed(span: Span, type: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
