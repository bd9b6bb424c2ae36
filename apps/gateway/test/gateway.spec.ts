import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProblemDetails } from '@orderflow/service';
import { FakeService } from './fake-service.js';
import { startGateway } from './start-gateway.js';

/** Nothing listens there. */
const DOWN = 'http://127.0.0.1:1';
const json = { 'content-type': 'application/json' };

let service: FakeService;
let app: NestFastifyApplication;
let gateway: string;

beforeAll(async () => {
  service = await FakeService.start();
  ({ app, url: gateway } = await startGateway({
    ORDER_API_URL: service.url,
    INVENTORY_URL: service.url,
    ANALYTICS_URL: service.url,
    TRANSACTION_URL: service.url,
    NOTIFICATION_URL: DOWN,
    UPSTREAM_TIMEOUT_SECONDS: '1',
  }));
});
beforeEach(() => service.reset());
afterAll(async () => {
  await app.close();
  await service.stop();
});

async function problemIn(response: Response): Promise<ProblemDetails> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = (await response.json()) as ProblemDetails;
  expect(problem).toMatchObject({ status: response.status, requestId: response.headers.get('x-request-id') });
  return problem;
}

describe('a route', () => {
  it.each([
    '/orders',
    '/orders/7?expand=lines&expand=price',
    '/inventory/a%2Fb',
    '/analytics/summary',
    '/transactions/7',
    '/prices',
    '/payments/provider',
  ])('passes %s on as it is', async (path) => {
    const response = await fetch(`${gateway}${path}`);
    expect(await response.json()).toEqual({ items: [] });
    expect(service.requests).toMatchObject([{ method: 'GET', url: path }]);
  });

  it('passes body, status and headers on, in both directions', async () => {
    service.answer = (_request, response) =>
      response.writeHead(201, { ...json, location: '/orders/7' }).end('{"id":"7"}');
    const body = '{ "customerId": "CUST-1",  "total": 2500.00 }';
    const headers = { ...json, 'idempotency-key': 'k-1', prefer: 'wait=30' };
    const response = await fetch(`${gateway}/orders`, { method: 'POST', headers, body });
    expect([response.status, response.headers.get('location'), await response.text()]).toEqual([
      201,
      '/orders/7',
      '{"id":"7"}',
    ]);
    expect(service.requests).toMatchObject([{ method: 'POST', body, headers }]);
  });

  it('leaves judging a body to the service', async () => {
    service.answer = (_request, response) =>
      response.writeHead(400, { 'content-type': 'application/problem+json' }).end('{}');
    expect((await fetch(`${gateway}/orders`, { method: 'POST', headers: json, body: '{"broken' })).status).toBe(400);
    expect(service.requests).toMatchObject([{ body: '{"broken' }]);
  });

  it('gives the service the request id, and the client the same', async () => {
    const given = await fetch(`${gateway}/orders`, { headers: { 'x-request-id': 'checkout-42' } });
    const made = await fetch(`${gateway}/orders`, { headers: { 'x-request-id': 'not a sane one' } });
    const ids = [given, made].map(({ headers }) => headers.get('x-request-id'));
    expect(ids).toEqual(['checkout-42', expect.stringMatching(/^[\da-f-]{36}$/)]);
    expect(service.requests.map(({ headers }) => headers['x-request-id'])).toEqual(ids);
  });

  it('does not pass on what concerns the connection only', async () => {
    service.answer = (_request, response) => response.writeHead(200, { 'keep-alive': 'timeout=1' }).end();
    const answer = await new Promise((resolve, reject) => {
      const headers = {
        expect: '100-continue',
        'keep-alive': 'timeout=9',
        te: 'trailers',
        'proxy-connection': 'close',
      };
      httpRequest(`${gateway}/orders`, { method: 'POST', headers }, (response) => {
        resolve([response.resume().statusCode, response.headers['keep-alive']]);
      })
        .on('error', reject)
        .end();
    });
    expect(answer).toEqual([200, undefined]);
    for (const name of ['expect', 'keep-alive', 'te', 'proxy-connection']) {
      expect(service.requests[0]!.headers).not.toHaveProperty(name);
    }
  });

  it('passes an event stream on as it comes, however long it is silent, and leaves when the client does', async () => {
    let left!: () => void;
    const upstreamLeft = new Promise<void>((resolve) => (left = resolve));
    let send!: (event: string) => void;
    service.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).on('close', left);
      send = (event) => response.write(`data: ${event}\n\n`);
      send('one');
    };
    const client = new AbortController();
    const stream = await fetch(`${gateway}/analytics/stream`, { signal: client.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: one\n\n');
    send('two'); // comes through at once: nothing waits for the end, or for more
    expect((await reader.read()).value).toBe('data: two\n\n');
    client.abort();
    await upstreamLeft;
  });
});

it.each(['/orders/..%2fhealth', '/orders/..%5chealth', '/orders/%2e%2e/health', '/orders//evil.example/%2e%2e/'])(
  'does not let %s out of the routes',
  async (path) => {
    const status = await new Promise((resolve) => {
      httpRequest(gateway, { path }, (response) => resolve(response.resume().statusCode)).end();
    });
    expect(status).toBe(400);
    expect(service.requests).toEqual([]);
  },
);

describe('a service that is down', () => {
  it('is a problem that says when to come back', async () => {
    const response = await fetch(`${gateway}/notifications`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await problemIn(response)).toMatchObject({
      code: 'UPSTREAM.UNAVAILABLE',
      detail: expect.stringContaining('Notification is not available'),
      instance: '/notifications',
    });
  });

  it('takes no other route down', async () => {
    const [down, up] = await Promise.all([fetch(`${gateway}/notifications`), fetch(`${gateway}/orders`)]);
    expect([down.status, up.status]).toEqual([503, 200]);
  });

  it('degrades the gateway, which stays ready', async () => {
    const response = await fetch(`${gateway}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'degraded',
      parts: {
        inventory: { state: 'up' },
        notification: { state: 'degraded', reason: expect.stringContaining('ECONNREFUSED') },
      },
    });
    expect((await fetch(`${gateway}/health/ready`)).status).toBe(200);
    expect((await fetch(`${gateway}/health/live`)).status).toBe(200);
  });

  it('leaves the other documents readable', async () => {
    service.answer = (_request, response) => response.end('{"openapi":"3.0.0"}');
    expect(await (await fetch(`${gateway}/docs/order-api.json`)).json()).toEqual({ openapi: '3.0.0' });
    expect(service.requests).toMatchObject([{ url: '/docs/json' }]);
    expect(await problemIn(await fetch(`${gateway}/docs/notification.json`))).toMatchObject({ status: 503 });
  });
});

describe('a service that', () => {
  it('is not ready degrades the gateway', async () => {
    service.answer = (_request, response) => response.writeHead(503).end();
    expect(await (await fetch(`${gateway}/health`)).json()).toMatchObject({
      parts: { inventory: { state: 'degraded', reason: expect.stringContaining('answers 503') } },
    });
  });

  it('does not begin its answer in time is a 504', async () => {
    service.answer = () => undefined;
    const response = await fetch(`${gateway}/orders`, { headers: { prefer: 'wait=30' } });
    expect(await problemIn(response)).toMatchObject({ status: 504, code: 'UPSTREAM.TIMEOUT' });
  });

  it('breaks off is a 502, and is not asked twice to do something', async () => {
    service.answer = (request) => request.socket.destroy();
    const response = await fetch(`${gateway}/orders`, { method: 'POST', headers: json, body: '{}' });
    expect(await problemIn(response)).toMatchObject({ status: 502, code: 'UPSTREAM.BROKEN' });
    expect(service.requests).toHaveLength(1);
  });

  it('had closed its kept connection is asked again when that is harmless', async () => {
    service.answer = (request, response) =>
      service.requests.length === 1 ? request.socket.destroy() : response.end('again');
    expect(await (await fetch(`${gateway}/orders`)).text()).toBe('again');
  });

  it('says 503 itself is not asked again, and its answer is the answer', async () => {
    service.answer = (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end('full');
    const response = await fetch(`${gateway}/orders`);
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([503, '1', 'full']);
    expect(service.requests).toHaveLength(1);
  });
});

describe('a body over 256 KiB', () => {
  const tooLarge = 'x'.repeat(256 * 1024 + 1);

  it.each([
    ['announced', tooLarge],
    ['sent in chunks', new Blob([tooLarge]).stream()],
  ])('is refused before the service hears of it, %s', async (_how, body) => {
    const response = await fetch(`${gateway}/orders`, {
      method: 'POST',
      headers: json,
      body,
      duplex: 'half',
    });
    expect(await problemIn(response)).toMatchObject({ status: 413, code: 'REQUEST.TOO_LARGE' });
    expect(service.requests).toEqual([]);
  });

  it('is not one of exactly 256 KiB', async () => {
    const body = tooLarge.slice(1);
    expect((await fetch(`${gateway}/orders`, { method: 'POST', headers: json, body })).status).toBe(200);
    expect(service.requests[0]!.body).toHaveLength(256 * 1024);
  });
});

describe('the rate limit', () => {
  it('refuses a client that asks too often, on every route, and nobody else', async () => {
    const proxies = { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT_PER_MINUTE: '3', ORDER_API_URL: service.url };
    const limited = await startGateway(proxies);
    const from = (client: string, path: string) =>
      fetch(`${limited.url}${path}`, { headers: { 'x-forwarded-for': client } });
    try {
      const first = await from('203.0.113.7', '/orders');
      expect([first.status, first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([
        200,
        '3',
        '2',
      ]);
      await from('203.0.113.7', '/orders');
      await from('203.0.113.7', '/orders');
      for (const path of ['/orders', '/health']) {
        const refused = await from('203.0.113.7', path);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(refused.headers.get('ratelimit-remaining')).toBe('0');
        expect(await problemIn(refused)).toMatchObject({ status: 429, code: 'REQUEST.TOO_MANY_REQUESTS' });
      }
      expect((await from('203.0.113.8', '/orders')).status).toBe(200);
      expect((await from('203.0.113.7', '/health/live')).status).toBe(200);
    } finally {
      await limited.app.close();
    }
  });
});

describe('every answer', () => {
  it.each(['/orders', '/notifications', '/health', '/nowhere'])('of %s has the security headers', async (path) => {
    const { headers } = await fetch(`${gateway}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });
});

it('tells an unknown route from an unknown method', async () => {
  expect(await problemIn(await fetch(`${gateway}/nowhere`))).toMatchObject({ status: 404, code: 'REQUEST.NOT_FOUND' });
  expect(await problemIn(await fetch(`${gateway}/health`, { method: 'POST' }))).toMatchObject({ status: 405 });
});

it('ends its event streams when it is stopped', async () => {
  const stopping = await startGateway({ ANALYTICS_URL: service.url });
  service.answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
  const stream = await fetch(`${stopping.url}/analytics/stream`);
  const ended = expect(stream.text()).rejects.toThrow();
  await stopping.app.close();
  await ended;
});
