import { propagation, ROOT_CONTEXT, trace, type Context, type Link, type Span } from '@opentelemetry/api';
import { headerText, type RawHeaders } from '../envelope/headers.js';

/** The header of an event that says which span created it: W3C Trace Context. */
export const TRACEPARENT = 'traceparent';

/** The context that a `traceparent` stands for; the root context when there is none, or none that can be read. */
export const contextFrom = (traceparent: string | undefined): Context =>
  traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });

/** The `traceparent` of what a span causes. Undefined without a propagator: then nobody traces. */
export function traceparentOf(span: Span): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier);
  return carrier.traceparent;
}

/** Links to the spans that created these messages; those without a trace have none. */
export const linksTo = (messages: readonly { readonly headers?: RawHeaders }[]): Link[] =>
  messages.flatMap(({ headers }) => {
    const context = trace.getSpanContext(contextFrom(headerText(headers, TRACEPARENT)));
    return context ? [{ context }] : [];
  });
