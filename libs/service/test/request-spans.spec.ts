import { Body, Controller, Module, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { eventually } from '@orderflow/testing';
import type { FastifyRequest } from 'fastify';
import { activeTraceId, causeOf, httpAdapter, Public, type ProblemDetails } from '../src/index.js';
import { traceRequests } from '../src/tracing/request-spans.js';
import { SampleModule } from './fixture/sample.module.js';

/** Answers what a handler knows of its trace. */
@Public()
@Controller('traced')
class TracedController {
  @Post()
  async trace(@Body() _body: object, @Req() request: FastifyRequest) {
    await new Promise(setImmediate);
    return { active: activeTraceId(), cause: causeOf(request) };
  }
}

@Module({ imports: [SampleModule], controllers: [TracedController] })
class TracedModule {}

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const traceparent = `00-${TRACE_ID}-${CALLER}-01`;

describe('a traced service', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let app: NestFastifyApplication;
  let origin: string;
  beforeAll(async () => {
    provider.register();
    const testing = await Test.createTestingModule({ imports: [TracedModule] }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    traceRequests(app.getHttpAdapter().getInstance());
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await provider.shutdown();
    for (const api of [trace, context, propagation]) api.disable();
  });
  beforeEach(() => exporter.reset());

  const get = (path: string, init: RequestInit = {}) => fetch(origin + path, init);
  const spans = () => exporter.getFinishedSpans();
  const onlySpan = () => eventually(() => spans().length === 1 && spans()[0]!);

  it('names a request’s span after its route, and makes it a child of the caller’s', async () => {
    await (await get('/samples/names/ann?secret=1', { headers: { traceparent } })).text();
    const span = await onlySpan();
    expect(span).toMatchObject({ name: 'GET /samples/names/:name', kind: SpanKind.SERVER });
    expect(span.spanContext().traceId).toBe(TRACE_ID);
    expect(span.parentSpanContext?.spanId).toBe(CALLER);
    expect(span.attributes).toMatchObject({
      'http.request.method': 'GET',
      'http.route': '/samples/names/:name',
      'http.response.status_code': 200,
      'url.path': '/samples/names/ann',
      'url.scheme': 'http',
      'server.address': '127.0.0.1',
    });
    expect(JSON.stringify(span.attributes)).not.toContain('secret');
  });

  it('lets a handler know its trace after the body is read, and gives its events the request’s id and trace', async () => {
    const headers = { 'content-type': 'application/json', 'x-request-id': 'request-1', traceparent };
    const answer = await get('/traced', { method: 'POST', body: '{"a":1}', headers });
    const { active, cause } = (await answer.json()) as { active: string; cause: object };
    const { spanId } = (await onlySpan()).spanContext();
    expect(active).toBe(TRACE_ID);
    expect(cause).toEqual({ correlationId: 'request-1', traceparent: `00-${TRACE_ID}-${spanId}-01` });
  });

  it.each([
    ['a fault of ours', '/samples/broken', 500, SpanStatusCode.ERROR, '500'],
    ['a mistake of the caller', '/samples/not-a-uuid', 400, SpanStatusCode.UNSET, undefined],
    ['an unknown route', '/nowhere', 404, SpanStatusCode.UNSET, undefined],
  ])('tells %s as the conventions have it, and its trace in the problem', async (_what, path, status, code, type) => {
    const problem = (await (await get(path)).json()) as ProblemDetails;
    const span = await onlySpan();
    expect(problem).toMatchObject({ status, traceId: span.spanContext().traceId });
    expect(span.status.code).toBe(code);
    expect(span.attributes).toMatchObject({ 'http.response.status_code': status });
    expect(span.attributes['error.type']).toBe(type);
  });

  it('calls the span of an unknown route by its method alone', async () => {
    await (await get('/nowhere/at/all')).text();
    expect((await onlySpan()).name).toBe('GET');
  });

  it('ends the span of an event stream that its client leaves', async () => {
    const left = new AbortController();
    const answer = await get('/samples/stream', { signal: left.signal });
    expect(answer.status).toBe(200);
    expect(spans()).toEqual([]);
    left.abort();
    expect((await onlySpan()).name).toBe('GET /samples/stream');
  });

  it('does not trace what watches it', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/samples/names/last'])
      await (await get(path)).text();
    expect((await onlySpan()).name).toBe('GET /samples/names/:name');
  });
});
