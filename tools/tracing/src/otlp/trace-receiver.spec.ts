import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Context, type Link, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { type Span } from '../span.js';
import { TraceReceiver } from './trace-receiver.js';

describe('the trace receiver', () => {
  let receiver: TraceReceiver;
  let received: Span[];
  beforeEach(async () => {
    received = [];
    receiver = await TraceReceiver.listen((spans) => received.push(...spans));
  });
  afterEach(() => receiver.close());

  const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>, path = '/v1/traces') =>
    fetch(`${receiver.endpoint}${path}`, { method: 'POST', body, headers });

  it.each(['none', 'gzip'])('takes what OpenTelemetry’s own exporter sends, compression %s', async (compression) => {
    await exportSpans(receiver.endpoint, compression);
    const [child, parent] = received.toSorted((a, b) => b.start - a.start);
    expect(parent).toMatchObject({
      name: 'POST /orders',
      service: 'order-api',
      kind: 'server',
      failed: false,
      links: [],
    });
    expect(parent).not.toHaveProperty('parentId');
    expect(child).toMatchObject({
      name: 'create ORDER_CREATED',
      kind: 'producer',
      parentId: parent!.spanId,
      traceId: parent!.traceId,
      failed: true,
      attributes: { text: 'grün', whole: 9_007_199_254_740_991, part: 0.25, flag: true, zero: 0, empty: '' },
      links: [{ traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) }],
    });
    expect(child!.end).toBeCloseTo(CHILD_START + 1.5, 2);
  });

  it('takes an export without a span', async () => {
    const answer = await post(new Uint8Array(), { 'content-type': 'application/x-protobuf' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(received).toEqual([]);
  });

  it('refuses what is no export of traces, and goes on', async () => {
    const protobuf = { 'content-type': 'application/x-protobuf' };
    const statuses = [
      await post(Buffer.from('{}'), { 'content-type': 'application/json' }),
      await post(Buffer.from('no protobuf'), protobuf),
      await post(Buffer.from('no gzip'), { ...protobuf, 'content-encoding': 'gzip' }),
      await post(new Uint8Array(), protobuf, '/v1/metrics'),
      await fetch(`${receiver.endpoint}/v1/traces`),
      await post(gzipSync(new Uint8Array()), { ...protobuf, 'content-encoding': 'gzip' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([415, 400, 400, 404, 405, 200]);
  });

  it('asks to try again when the spans cannot be kept, as on a full disk, and goes on', async () => {
    const full = await TraceReceiver.listen(() => {
      throw new Error('ENOSPC: no space left on device, write');
    });
    const send = () =>
      fetch(`${full.endpoint}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' } });
    expect([(await send()).status, (await send()).status]).toEqual([503, 503]);
    await full.close();
  });

  it('listens elsewhere when its port is taken', async () => {
    const taken = Number(new URL(receiver.endpoint).port);
    const other = await TraceReceiver.listen(() => undefined, taken);
    expect(other.endpoint).not.toBe(receiver.endpoint);
    await other.close();
  });
});

const CHILD_START = Date.UTC(2026, 0, 31, 12);

/** A failed span below another one, exported as a service does. */
async function exportSpans(endpoint: string, compression: string): Promise<void> {
  process.env.OTEL_EXPORTER_OTLP_COMPRESSION = compression;
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'order-api' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('test');
  const parent = tracer.startSpan('POST /orders', { kind: SpanKind.SERVER, startTime: CHILD_START - 1 }, ROOT_CONTEXT);
  const links: Link[] = [{ context: { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 } }];
  const attributes = { text: 'grün', whole: Number.MAX_SAFE_INTEGER, part: 0.25, flag: true, zero: 0, empty: '' };
  const within: Context = trace.setSpan(ROOT_CONTEXT, parent);
  const child = tracer.startSpan(
    'create ORDER_CREATED',
    { kind: SpanKind.PRODUCER, startTime: CHILD_START, links, attributes },
    within,
  );
  child.setStatus({ code: SpanStatusCode.ERROR });
  child.end(CHILD_START + 1.5);
  parent.end();
  await provider.shutdown();
}
