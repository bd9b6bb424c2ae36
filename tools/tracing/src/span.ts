/** What names a span everywhere: both ids in lower-case hex, 32 and 16 digits (W3C Trace Context). */
export interface SpanReference {
  readonly traceId: string;
  readonly spanId: string;
}

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export type AttributeValue = string | number | boolean;

/** A finished span, as far as a waterfall and the tests look into it. */
export interface Span extends SpanReference {
  /** The id of its parent in the same trace; that one may never have been received. */
  readonly parentId?: string;
  /** Who made it: `service.name` of its resource. */
  readonly service: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Milliseconds since the epoch, with fractions. */
  readonly start: number;
  readonly end: number;
  readonly failed: boolean;
  /** Those of one value; lists and maps are left out. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly links: readonly SpanReference[];
}
