import { type Span } from '@orderflow/tracing';

/** A span as the tests name it: "inventory process ORDER_CREATED". */
export const nameOf = ({ service, name }: Span) => `${service} ${name}`;

/**
 * Each span of a trace with its parent, "inventory process ORDER_CREATED < order-api create ORDER_CREATED", sorted; a span
 * whose parent is of no service has "nothing" behind it.
 */
export function edgesOf(spans: readonly Span[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return spans
    .map((span) => {
      const parent = byId.get(span.parentId ?? '');
      return `${nameOf(span)} < ${parent ? nameOf(parent) : 'nothing'}`;
    })
    .sort();
}

/** What the spans of the events of one type say: its creation, and one processing per service that handles it. */
export function eventEdges(type: string, publisher: string, cause: string, handlers: readonly string[]): string[] {
  const creation = `${publisher} create ${type}`;
  return [
    `${creation} < ${publisher} ${cause}`,
    ...handlers.map((service) => `${service} process ${type} < ${creation}`),
  ];
}
