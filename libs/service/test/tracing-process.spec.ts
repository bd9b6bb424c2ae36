import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { endAll, run, runUntilServing } from './fixture/service-process.js';

// Each test starts a process that compiles its TypeScript first.
jest.setTimeout(60_000);

afterEach(endAll);

describe('a service that is told a collector', () => {
  let collector: Server;
  let endpoint: string;
  const received: { path?: string; headers: IncomingHttpHeaders; body: string }[] = [];
  beforeEach(async () => {
    received.length = 0;
    collector = createServer((request, response) => {
      void buffer(request).then((body) => {
        received.push({ path: request.url, headers: request.headers, body: body.toString('latin1') });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  });
  afterEach(() => void collector.close());

  it('has told its spans by the time that it has stopped', async () => {
    const service = await runUntilServing({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=of-the-collector',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=other',
    });
    await service.fetch('/samples/names/ann');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(received).toHaveLength(1);
    const [{ path, headers, body }] = received as [(typeof received)[0]];
    expect(path).toBe('/v1/traces');
    expect(headers).toMatchObject({ 'content-type': 'application/x-protobuf', 'x-key': 'of-the-collector' });
    for (const text of ['sample', 'orderflow', 'deployment.environment.name', 'GET /samples/names/:name']) {
      expect(body).toContain(text);
    }
    expect(body).not.toContain('other');
  });

  it('tells nothing of what its sampler leaves out', async () => {
    const service = await runUntilServing({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_TRACES_SAMPLER: 'always_off',
    });
    await service.fetch('/samples/names/ann');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(received).toEqual([]);
  });

  it('serves and stops without the collector, and complains once', async () => {
    collector.close();
    const service = await runUntilServing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: '100' });
    for (let at = 0; at < 3; at++) expect((await service.fetch(`/samples/names/${at}`)).status).toBe(200);
    await service.says('Spans are lost');
    await service.fetch('/samples/names/last');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(service.stdout.match(/Spans are lost/g)).toHaveLength(1);
    expect(service.stderr).toBe('');
  });

  it('refuses what is no URL, in one line', async () => {
    const service = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318' });
    expect(await service.exited).toBe(1);
    expect(service.stderr.trim()).toBe(
      'OTEL_EXPORTER_OTLP_ENDPOINT=127.0.0.1:4318: must be a URL that begins with https:// or http://',
    );
  });
});
