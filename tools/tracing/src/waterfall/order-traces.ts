import { type Span, type SpanReference } from '../span.js';

/** Spans of events carry the order's id as their message's key. */
const MESSAGE_KEY = 'messaging.kafka.message.key';

/** One trace, with the batch spans of other traces that link to it: what sent its events and what handled them. */
export interface Trace {
  readonly traceId: string;
  readonly spans: readonly Span[];
  readonly batches: readonly Span[];
}

/**
 * The traces that an order's events belong to, oldest first: that of the request that placed it, and one more for each
 * later request that changed it, such as its cancellation.
 */
export function tracesOfOrder(spans: readonly Span[], orderId: string): Trace[] {
  const ids = new Set(spans.filter(({ attributes }) => attributes[MESSAGE_KEY] === orderId).map(traceIdOf));
  return [...ids].map((id) => traceNamed(spans, id)!).sort((a, b) => beginningOf(a) - beginningOf(b));
}

/** Undefined when it has no span here. */
export function traceNamed(spans: readonly Span[], traceId: string): Trace | undefined {
  const own = spans.filter((span) => span.traceId === traceId);
  if (own.length === 0) return undefined;
  const batches = spans.filter(
    (span) => span.traceId !== traceId && span.links.some((link) => link.traceId === traceId),
  );
  return { traceId, spans: own, batches };
}

export const beginningOf = ({ spans }: Trace) => Math.min(...spans.map(({ start }) => start));

export const endOf = ({ spans }: Trace) => Math.max(...spans.map(({ end }) => end));

const traceIdOf = ({ traceId }: SpanReference) => traceId;
