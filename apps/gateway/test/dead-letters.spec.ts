import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FakeService } from './fake-service.js';
import { startGateway } from './start-gateway.js';

const TOKEN = 'alice-0123456789';
const json = { 'content-type': 'application/json' };

let inventory: FakeService;
let transaction: FakeService;
let open: { app: NestFastifyApplication; url: string };
let guarded: { app: NestFastifyApplication; url: string };

beforeAll(async () => {
  [inventory, transaction] = await Promise.all([FakeService.start(), FakeService.start()]);
  const urls = { INVENTORY_URL: inventory.url, TRANSACTION_URL: transaction.url, ANALYTICS_URL: 'http://127.0.0.1:1' };
  open = await startGateway(urls);
  guarded = await startGateway({ ...urls, OPERATOR_TOKENS: `alice:${TOKEN}` });
});
beforeEach(() => {
  inventory.reset();
  transaction.reset();
});
afterAll(async () => {
  await Promise.all([open.app.close(), guarded.app.close()]);
  await Promise.all([inventory.stop(), transaction.stop()]);
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: OutgoingHttpHeaders;
  readonly body: { readonly code?: string; readonly detail?: string };
}

/** By Node's own client, which sends any header. */
function ask(url: string, method = 'GET', headers: OutgoingHttpHeaders = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: JSON.parse(text) as Answer['body'] });
      });
    });
    request.on('error', reject).end(body);
  });
}

describe('dead letters', () => {
  it.each([
    ['?service=inventory', '/dead-letters'],
    ['?state=dead&service=inventory&key=a%2Bb+c%00', '/dead-letters?state=dead&key=a%2Bb+c%00'],
    ['/42?service=inventory', '/dead-letters/42'],
    ['/42?service=inventory&services=1', '/dead-letters/42?services=1'],
  ])('%s are those of the service that is named, without its name', async (path, url) => {
    expect(await ask(`${open.url}/dead-letters${path}`)).toMatchObject({ status: 200 });
    expect(inventory.requests).toMatchObject([{ method: 'GET', url }]);
    expect(transaction.requests).toEqual([]);
  });

  it('are acted on with the body as it is', async () => {
    const body = '{ "reason": "a test" }';
    await ask(`${open.url}/dead-letters/7/discard?service=transaction`, 'POST', json, body);
    expect(transaction.requests).toMatchObject([{ method: 'POST', url: '/dead-letters/7/discard', body }]);
  });

  it.each(['', '?service=', '?service=gateway', '?service=inventory&service=transaction', '?service=toString'])(
    'of no service, or none that there is, are a 400 that lists the services: %s',
    async (query) => {
      expect(await ask(`${open.url}/dead-letters${query}`)).toMatchObject({
        status: 400,
        body: {
          code: 'REQUEST.INVALID',
          detail: 'service must be one of order-api, inventory, notification, analytics, transaction',
        },
      });
    },
  );

  it('of a service that is down are a 503', async () => {
    expect(await ask(`${open.url}/dead-letters?service=analytics`)).toMatchObject({
      status: 503,
      body: { code: 'UPSTREAM.UNAVAILABLE', detail: expect.stringContaining('Analytics is not available') },
    });
  });
});

describe('operator access', () => {
  const path = '/dead-letters/redrive?service=inventory';

  it.each<[string, OutgoingHttpHeaders, number, string]>([
    ['under another name of this machine', { host: 'rebound.example' }, 403, 'OPERATOR.LOOPBACK_ONLY'],
    ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }, 403, 'OPERATOR.LOOPBACK_ONLY'],
    ['from the page of another site', { origin: 'http://evil.example' }, 403, 'OPERATOR.FOREIGN_ORIGIN'],
    ['from a page that hides where it is from', { origin: 'null' }, 403, 'OPERATOR.FOREIGN_ORIGIN'],
    ['as text', { 'content-type': 'text/plain' }, 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
  ])('is checked before the service hears of a request: %s', async (_how, headers, status, code) => {
    expect(await ask(open.url + path, 'POST', { ...json, ...headers }, '{}')).toMatchObject({ status, body: { code } });
    expect(inventory.requests).toEqual([]);
  });

  it('lets a page of the gateway itself in, and keeps its origin from the service, which has another', async () => {
    expect(await ask(open.url + path, 'POST', { ...json, origin: open.url }, '{}')).toMatchObject({ status: 200 });
    expect(inventory.requests[0]!.headers).not.toHaveProperty('origin');
    expect(inventory.requests[0]!.headers.host).toBe(new URL(inventory.url).host);
    const names = Object.keys(inventory.requests[0]!.headers);
    expect(names.filter((name) => /forwarded|via|real-ip/.test(name))).toEqual([]);
  });

  it('with tokens asks for one, from this machine too', async () => {
    const refused = await ask(`${guarded.url}/dead-letters?service=inventory`);
    expect(refused).toMatchObject({ status: 401, body: { code: 'OPERATOR.UNAUTHENTICATED' } });
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="operators"');
    expect(inventory.requests).toEqual([]);
  });

  it('passes the token on: the service looks at it too', async () => {
    const authorization = `Bearer ${TOKEN}`;
    const headers = { ...json, host: 'shop.example', 'x-forwarded-for': '203.0.113.7', authorization };
    expect(await ask(guarded.url + path, 'POST', headers, '{}')).toMatchObject({ status: 200 });
    expect(inventory.requests).toMatchObject([{ url: '/dead-letters/redrive', headers: { authorization } }]);
  });
});

describe('the payment provider', () => {
  const path = '/payments/provider';

  it('may be looked at by anybody', async () => {
    const headers = { host: 'shop.example', 'x-forwarded-for': '203.0.113.7' };
    expect(await ask(guarded.url + path, 'GET', headers)).toMatchObject({ status: 200 });
    expect(transaction.requests).toMatchObject([{ method: 'GET', url: path }]);
  });

  it.each<[string, OutgoingHttpHeaders, number, string]>([
    ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }, 403, 'OPERATOR.LOOPBACK_ONLY'],
    ['from the page of another site', { origin: 'http://evil.example' }, 403, 'OPERATOR.FOREIGN_ORIGIN'],
  ])('is broken by operators only: not %s', async (_how, headers, status, code) => {
    const answer = await ask(open.url + path, 'POST', { ...json, ...headers }, '{"broken":true}');
    expect(answer).toMatchObject({ status, body: { code } });
    expect(transaction.requests).toEqual([]);
  });

  it('is broken from a page of the gateway, whose origin is kept from the service', async () => {
    const body = '{"broken":true}';
    expect(await ask(open.url + path, 'POST', { ...json, origin: open.url }, body)).toMatchObject({ status: 200 });
    expect(transaction.requests).toMatchObject([{ method: 'POST', url: path, body }]);
    expect(transaction.requests[0]!.headers).not.toHaveProperty('origin');
  });
});
