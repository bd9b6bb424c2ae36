import { type Span } from '../span.js';
import { type Leg, legsTo } from './legs.js';
import { beginningOf, endOf, type Trace } from './order-traces.js';

/** A span in its place: below its parent, beside its siblings by time. */
export interface Row {
  readonly span: Span;
  /** 0 for a span whose parent was not received. */
  readonly depth: number;
  readonly legs: readonly Leg[];
  /** "handled", "parked" or "dead" of an event that was processed. */
  readonly fate?: string;
  /** Which attempt at the event this is; undefined for the first. */
  readonly attempt?: number;
  /** How many events shared the transaction, this one included. */
  readonly batch?: number;
}

/** A trace as it is drawn. Times are milliseconds since the epoch. */
export interface Waterfall {
  readonly traceId: string;
  readonly start: number;
  readonly end: number;
  readonly rows: readonly Row[];
}

export function waterfallOf(trace: Trace): Waterfall {
  const { traceId, spans } = trace;
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
  const childrenOf = (span: Span) => spans.filter(({ parentId }) => parentId === span.spanId);
  const rowsBelow = (siblings: readonly Span[], depth: number): Row[] =>
    siblings
      .toSorted((a, b) => a.start - b.start)
      .flatMap((span) => [rowOf(span, depth, trace), ...rowsBelow(childrenOf(span), depth + 1)]);
  return { traceId, start: beginningOf(trace), end: endOf(trace), rows: rowsBelow(roots, 0) };
}

function rowOf(span: Span, depth: number, trace: Trace): Row {
  const fate = span.attributes['orderflow.fate'];
  const attempt = span.attributes['messaging.delivery.attempt'];
  return {
    span,
    depth,
    legs: legsTo(span, trace),
    ...(typeof fate === 'string' && { fate }),
    ...(typeof attempt === 'number' && attempt > 1 && { attempt }),
    ...batchOf(span, trace),
  };
}

function batchOf({ kind, links }: Span, { batches }: Trace): Pick<Row, 'batch'> {
  if (kind !== 'consumer') return {};
  const chunk = batches.find(({ spanId }) => links.some((link) => link.spanId === spanId));
  const count = chunk?.attributes['messaging.batch.message_count'];
  return typeof count === 'number' && count > 1 ? { batch: count } : {};
}
