import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { eventually } from '@orderflow/testing';
import { httpAdapter, Metrics } from '../src/index.js';
import { promtoolSays, Scrape } from '../src/testing/index.js';
import { SampleModule } from './fixture/sample.module.js';

const COUNT = 'http_server_request_duration_seconds_count';

describe('the metrics of a service', () => {
  let app: NestFastifyApplication;
  let url: string;
  /** The paths of the requests that have ended, and been timed or not. */
  const ended: string[] = [];
  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [SampleModule] }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onResponse', (request, _reply, done) => {
        ended.push(request.url);
        done();
      });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());

  const scrape = () => Scrape.of({ url });
  const ask = async (path: string, method = 'GET') => (await fetch(url + path, { method })).text();
  const counted = (labels: Record<string, string | number>) =>
    eventually(async () => (await scrape()).value(COUNT, labels));

  it('are text of version 0.0.4, and each tells the service', async () => {
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const { text } = await scrape();
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples.filter((line) => !line.includes('service="sample"'))).toEqual([]);
    expect((await scrape()).labelValues('orderflow_build_info', 'node_version')).toEqual([process.version]);
    expect((await scrape()).value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });

  it('time requests by the pattern of their route, however many paths there are', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => ask(`/samples/names/${name}`)));
    const route = '/samples/names/:name';
    const labels = { http_request_method: 'GET', http_route: route, http_response_status_code: 200 };
    await eventually(async () => (await scrape()).value(COUNT, labels) === 3);
    expect((await scrape()).labelValues(COUNT, 'http_route').filter((known) => known.includes('names'))).toEqual([
      route,
    ]);
  });

  it('take the time from the first byte of a request to the last of its answer', async () => {
    await ask('/samples/slow'); // 300 ms
    const labels = { http_route: '/samples/slow' };
    await counted(labels);
    const sum = (await scrape()).value('http_server_request_duration_seconds_sum', labels);
    expect(sum).toBeGreaterThan(0.29);
    expect(sum).toBeLessThan(30); // seconds, not milliseconds
  });

  it('count what fails, by its status', async () => {
    await Promise.all([ask('/samples/busy'), ask('/samples/broken')]);
    expect(await counted({ http_route: '/samples/busy', http_response_status_code: 503 })).toBe(1);
    expect(await counted({ http_route: '/samples/broken', http_response_status_code: 500 })).toBe(1);
  });

  it('have one route for all that is unknown', async () => {
    await Promise.all([ask('/nowhere/1'), ask('/nowhere/2'), ask('/samples/names/a', 'PROPFIND')]);
    await eventually(async () => (await scrape()).value(COUNT, { http_route: 'unknown' }) === 3);
    expect((await scrape()).value(COUNT, { http_route: 'unknown', http_request_method: '_OTHER' })).toBe(1);
  });

  it('leave out event streams: how long a client listens says nothing of how soon it is answered', async () => {
    await ask('/samples/stream/short');
    await eventually(() => ended.includes('/samples/stream/short'));
    expect((await scrape()).value(COUNT, { http_route: '/samples/stream/short' })).toBeUndefined();
  });

  it('leave out what a client wished to wait for, unless it fails', async () => {
    await ask('/samples/waited');
    await ask('/samples/waited/in-vain');
    await eventually(() => ended.includes('/samples/waited') && ended.includes('/samples/waited/in-vain'));
    const failed = { http_route: '/samples/waited/in-vain', http_response_status_code: 503 };
    expect((await scrape()).value(COUNT, failed)).toBe(1);
    expect((await scrape()).value(COUNT, { http_route: '/samples/waited' })).toBeUndefined();
  });

  it('wait for what is read at a scrape', async () => {
    const metrics = app.get(Metrics);
    const gauge = metrics.gauge({ name: 'sample_read', help: 'Read at a scrape' });
    metrics.beforeScrape(() => Promise.resolve().then(() => gauge.set(7)));
    expect((await scrape()).value('sample_read')).toBe(7);
  });

  it('are what promtool approves of', async () => {
    expect(promtoolSays((await scrape()).text)).toBe('');
  });
});
