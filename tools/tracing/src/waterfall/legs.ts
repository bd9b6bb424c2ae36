import { type Span } from '../span.js';
import { type Trace } from './order-traces.js';

/**
 * Where an event was between its `create` span and a `process` span: `outbox` until the relay sends it, its own commit
 * included; `kafka` until Kafka has acknowledged it; `wait` until the transaction that handles it begins; `parked` from
 * one failed attempt to the next.
 */
export const LEGS = ['outbox', 'kafka', 'wait', 'parked'] as const;

export interface Leg {
  readonly name: (typeof LEGS)[number];
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** None for a span that handles no event, and for an event of which no `send` span was received. */
export function legsTo(span: Span, { spans, batches }: Trace): Leg[] {
  const created = spans.find(({ spanId, kind }) => spanId === span.parentId && kind === 'producer');
  if (span.kind !== 'consumer' || !created) return [];
  const earlier = spans.filter((other) => isSameWork(other, span) && other.start < span.start);
  if (earlier.length > 0) return legsOf([['parked', Math.max(...earlier.map(({ end }) => end)), span.start]]);
  // A send that failed is repeated: the last one before the event was handled is the one that brought it.
  const sent = batches
    .filter((batch) => batch.kind === 'client' && batch.start <= span.start && linksTo(batch, created))
    .sort((a, b) => a.start - b.start)
    .at(-1);
  if (!sent) return [];
  // Consumers may have a message before its sender has the answer.
  const acknowledged = Math.min(sent.end, span.start);
  return legsOf([
    ['outbox', created.end, sent.start],
    ['kafka', sent.start, acknowledged],
    ['wait', acknowledged, span.start],
  ]);
}

const isSameWork = (one: Span, other: Span) =>
  one.parentId === other.parentId && one.service === other.service && one.name === other.name;

const linksTo = ({ links }: Span, { spanId }: Span) => links.some((link) => link.spanId === spanId);

/** None is negative: begins are told to the millisecond, ends more precisely. */
const legsOf = (legs: [Leg['name'], number, number][]): Leg[] =>
  legs.map(([name, start, end]) => ({ name, start: Math.min(start, end), end }));
