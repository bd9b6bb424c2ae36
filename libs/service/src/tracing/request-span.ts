import { propagation, ROOT_CONTEXT, trace, type Span } from '@opentelemetry/api';
import type { Cause } from '@orderflow/messaging';

const SPAN = Symbol('span');

/** A request as Fastify hands it on; it has its span with it where it is traced. */
interface TracedRequest {
  [SPAN]?: Span;
}

/** The span of a request; undefined when it is not traced. */
export const spanOf = (request: object): Span | undefined => (request as TracedRequest)[SPAN];

export function setSpan(request: object, span: Span): void {
  (request as TracedRequest)[SPAN] = span;
}

/** The trace that a request belongs to, 32 hexadecimal digits; undefined when it is not traced. */
export const traceIdOf = (request: object): string | undefined => spanOf(request)?.spanContext().traceId;

/**
 * The trace that this code runs for, for its log lines; undefined outside of a traced request. Events share their
 * transactions, so a handler of events runs for none: it asks `metadataOf(event)`.
 */
export const activeTraceId = (): string | undefined => trace.getActiveSpan()?.spanContext().traceId;

/** What the events that a request publishes are caused by: they carry its id, and its trace where it is traced. */
export function causeOf(request: { readonly id: string }): Cause {
  const span = spanOf(request);
  return span ? { correlationId: request.id, ...traceHeaders(span) } : { correlationId: request.id };
}

/** The W3C Trace Context of what a span causes, by the names of its header fields. */
export function traceHeaders(span: Span): { readonly traceparent?: string; readonly tracestate?: string } {
  const headers = {};
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), headers);
  return headers;
}
