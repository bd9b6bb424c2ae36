import protobuf from 'protobufjs';
import { type AttributeValue, type Span, type SpanKind } from '../span.js';
import { traceServiceProto } from './trace-service.proto.js';

const ExportTraceServiceRequest = protobuf
  .parse(traceServiceProto)
  .root.resolveAll()
  .lookupType('ExportTraceServiceRequest');

/** The messages of `trace-service.proto.ts` as plain objects: lists are never absent, other fields when not sent. */
interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly SpanMessage[] }[];
  }[];
}
interface SpanMessage {
  readonly traceId?: Uint8Array;
  readonly spanId?: Uint8Array;
  readonly parentSpanId?: Uint8Array;
  readonly name?: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: number;
  readonly endTimeUnixNano?: number;
  readonly attributes: readonly KeyValue[];
  readonly links: readonly { readonly traceId?: Uint8Array; readonly spanId?: Uint8Array }[];
  readonly status?: { readonly code?: number };
}
interface KeyValue {
  readonly key?: string;
  /** At most one of its fields is set. */
  readonly value?: Readonly<Record<string, AttributeValue>>;
}

/** By number; 0 is "unspecified", which counts as internal. */
const KINDS: readonly SpanKind[] = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUS_ERROR = 2;

/**
 * The spans of an OTLP export request.
 * @throws when the bytes are no such message.
 */
export function decodeSpans(body: Uint8Array): Span[] {
  const message = ExportTraceServiceRequest.decode(body);
  const request = ExportTraceServiceRequest.toObject(message, { longs: Number, arrays: true }) as ExportRequest;
  return request.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = attributesOf(resource?.attributes ?? [])['service.name'];
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(String(service ?? 'unknown'), span)));
  });
}

function spanOf(service: string, message: SpanMessage): Span {
  const { traceId, spanId, parentSpanId, name, kind, startTimeUnixNano, endTimeUnixNano, status } = message;
  return {
    traceId: hex(traceId),
    spanId: hex(spanId),
    ...(parentSpanId?.length && { parentId: hex(parentSpanId) }),
    service,
    name: name ?? '',
    kind: KINDS[kind ?? 0] ?? 'internal',
    start: msOf(startTimeUnixNano),
    end: msOf(endTimeUnixNano),
    failed: status?.code === STATUS_ERROR,
    attributes: attributesOf(message.attributes),
    links: message.links.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
  };
}

/** To the microsecond: a number does not hold the nanoseconds of our time exactly. */
const msOf = (nanos = 0) => Math.round(nanos / 1e3) / 1e3;

function attributesOf(pairs: readonly KeyValue[]): Record<string, AttributeValue> {
  const entries = pairs.flatMap(({ key = '', value = {} }) => Object.values(value).map((one) => [key, one] as const));
  return Object.fromEntries(entries);
}

const hex = (bytes: Uint8Array = new Uint8Array()) => Buffer.from(bytes).toString('hex');
