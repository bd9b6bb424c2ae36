import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import { traceRequests } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { FakeService } from './fake-service.js';
import { startGateway } from './start-gateway.js';

/** Nothing listens there. */
const DOWN = 'http://127.0.0.1:1';
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE_ID}-b7ad6b7169203331-01`;

describe('a traced gateway', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let service: FakeService;
  let app: NestFastifyApplication;
  let gateway: string;
  beforeAll(async () => {
    provider.register();
    service = await FakeService.start();
    const urls = { ORDER_API_URL: service.url, NOTIFICATION_URL: DOWN };
    ({ app, url: gateway } = await startGateway(urls, [], (one) => traceRequests(one.getHttpAdapter().getInstance())));
  });
  beforeEach(() => {
    service.reset();
    exporter.reset();
  });
  afterAll(async () => {
    await app.close();
    await Promise.all([service.stop(), provider.shutdown()]);
    for (const api of [trace, context, propagation]) api.disable();
  });

  /** The gateway's two spans of one request. */
  const spansOf = async (
    path: string,
    init: RequestInit = {},
  ): Promise<{ server: ReadableSpan; client: ReadableSpan }> => {
    await (await fetch(gateway + path, init)).text();
    const spans = await eventually(() => exporter.getFinishedSpans().length === 2 && exporter.getFinishedSpans());
    const [server, client] = [SpanKind.SERVER, SpanKind.CLIENT].map((kind) =>
      spans.find((span) => span.kind === kind)!,
    );
    return { server: server!, client: client! };
  };

  it('puts a span of its own between the caller’s and the service’s', async () => {
    const { server, client } = await spansOf('/orders?customerId=C', { method: 'POST', headers: { traceparent } });
    expect(server).toMatchObject({ name: 'POST /orders', attributes: { 'http.response.status_code': 200 } });
    expect(server.spanContext().traceId).toBe(TRACE_ID);
    expect(client).toMatchObject({
      name: 'POST',
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'url.full': `${service.url}/orders`,
        'server.address': '127.0.0.1',
      },
    });
    const { traceId, spanId } = client.spanContext();
    expect([traceId, client.parentSpanContext?.spanId]).toEqual([TRACE_ID, server.spanContext().spanId]);
    expect(service.requests[0]!.headers.traceparent).toBe(`00-${TRACE_ID}-${spanId}-01`);
  });

  it('tells an error that the service answers', async () => {
    service.answer = (_request, response) => response.writeHead(404).end();
    const { client } = await spansOf('/orders/7');
    expect(client).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': '404' } });
  });

  it('tells why there was no answer', async () => {
    const { server, client } = await spansOf('/notifications');
    expect(server).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': '503' } });
    expect(client).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': 'ECONNREFUSED' },
    });
    expect(client.attributes).not.toHaveProperty('http.response.status_code');
  });
});
