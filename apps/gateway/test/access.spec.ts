import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TopicBrowser } from '@orderflow/messaging/topics';
import type { ProblemDetails } from '@orderflow/service';
import { serveDocs } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { decodeJwt } from 'jose';
import { DashboardDirectory } from '../src/dashboard/dashboard-directory.js';
import { FakeService } from './fake-service.js';
import { startGateway, type StartedGateway } from './start-gateway.js';
import { AUTH_SECRET, bearer, customerToken, tokenOf } from './tokens.js';

const OPERATOR = 'prometheus-0123456789';
/** Its sources: there is a front page, built or not. */
const dashboard = { path: join(import.meta.dirname, '../../dashboard') };
const topics = { overview: () => Promise.resolve({ topics: [], groups: [] }), lag: () => Promise.resolve(new Map()) };

let service: FakeService;
let gateway: StartedGateway;
let customer: string;
let administrator: string;

const addressesOf = (url: string) => ({
  ORDER_API_URL: url,
  INVENTORY_URL: url,
  NOTIFICATION_URL: url,
  ANALYTICS_URL: url,
  TRANSACTION_URL: url,
});

beforeAll(async () => {
  service = await FakeService.start();
  const environment = { ...addressesOf(service.url), AUTH_SECRET, OPERATOR_TOKENS: `prometheus:${OPERATOR}` };
  const overrides = [
    [TopicBrowser, { ...topics, close: () => undefined }],
    [DashboardDirectory, dashboard],
  ] as const;
  gateway = await startGateway(environment, overrides, (app) => serveDocs(app, 'Gateway'));
  [customer, administrator] = await Promise.all([customerToken('CUST-1'), tokenOf('ops', ['admin'])]);
});
beforeEach(() => service.reset());
afterAll(async () => {
  await gateway.app.close();
  await service.stop();
});

interface Refused {
  readonly status: number;
  readonly code?: string;
  readonly scope?: unknown;
}

const ask = (path: string, token?: string, init: RequestInit = {}): Promise<Response> =>
  fetch(gateway.url + path, { ...init, headers: { ...init.headers, ...(token !== undefined && bearer(token)) } });

async function refusalOf(response: Response): Promise<Refused> {
  const { code, scope } = (await response.json()) as ProblemDetails;
  return { status: response.status, code, scope };
}

const PROXIED = [
  '/orders',
  '/orders/1',
  '/inventory',
  '/notifications',
  '/analytics/summary',
  '/analytics/stream',
  '/transactions/1',
  '/prices',
  '/payments/provider',
  '/dead-letters?service=inventory',
];
const OWN = ['/system', '/topics', '/topics/order-events/messages', '/invariants', '/live', '/health', '/metrics'];

describe('where callers have to say who they are', () => {
  it.each([...PROXIED, ...OWN])('%s is for nobody without a token', async (path) => {
    const response = await ask(path);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="orderflow"');
    expect(await refusalOf(response)).toMatchObject({ status: 401, code: 'AUTH.UNAUTHENTICATED' });
    expect(service.requests).toEqual([]);
  });

  it.each(['/', '/health/live', '/health/ready', '/docs', '/docs/order-api.json'])(
    '%s is for everybody',
    async (path) => {
      expect((await ask(path)).status).toBe(200);
    },
  );

  it('a service hears of nothing that comes with a bad token', async () => {
    const forged = `${customer.slice(0, -8)}AAAAAAAA`;
    for (const token of [forged, 'garbage', await customerToken('CUST-1', -60)]) {
      const response = await ask('/orders', token);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(await refusalOf(response)).toMatchObject({ status: 401, code: 'AUTH.UNAUTHENTICATED' });
    }
    expect(service.requests).toEqual([]);
  });

  it('a service gets the token as it came, and decides', async () => {
    service.answer = (_request, response) => response.writeHead(403).end('{"code":"AUTH.INSUFFICIENT_SCOPE"}');
    expect(await refusalOf(await ask('/analytics/summary', customer))).toMatchObject({ status: 403 });
    expect(service.requests).toMatchObject([{ url: '/analytics/summary', headers: bearer(customer) }]);
  });

  it.each(['/system', '/topics', '/invariants', '/health', '/dead-letters?service=inventory'])(
    '%s is for administrators only, and says so',
    async (path) => {
      const refused = { status: 403, code: 'AUTH.INSUFFICIENT_SCOPE', scope: 'admin' };
      expect(await refusalOf(await ask(path, customer))).toEqual(refused);
      expect(service.requests).toEqual([]);
      for (const token of [administrator, OPERATOR]) expect((await ask(path, token)).status).toBe(200);
    },
  );

  it('a customer breaks no payments', async () => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"broken":true}' };
    expect(await refusalOf(await ask('/payments/provider', customer, post))).toMatchObject({
      status: 403,
      scope: 'admin',
    });
    expect(service.requests).toEqual([]);
    expect((await ask('/payments/provider', administrator, post)).status).toBe(200);
  });

  it('asks the services in its own name how they are', async () => {
    const asked = (path: string) => service.requests.filter(({ url }) => url === path);
    await eventually(async () => {
      for (const path of ['/system', '/invariants']) await ask(path, administrator); // a look may be another's, a moment old
      return asked('/health').length >= 5 && asked('/invariants').length >= 5;
    });
    for (const { headers } of [...asked('/health'), ...asked('/invariants')]) {
      expect(decodeJwt(headers.authorization!.slice('Bearer '.length))).toMatchObject({
        sub: 'gateway',
        scope: 'admin',
      });
    }
  });
});

describe('the rate limit, where callers say who they are', () => {
  const limitedBy = async (limit: number, run: (from: Sender) => Promise<void>): Promise<void> => {
    const limited = await startGateway({
      ...addressesOf(service.url),
      AUTH_SECRET,
      OPERATOR_TOKENS: `CUST-1:${OPERATOR}`,
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT_PER_MINUTE: String(limit),
    });
    const from: Sender = async (address, token) => {
      const headers = { 'x-forwarded-for': address, ...(token !== undefined && bearer(token)) };
      return (await fetch(`${limited.url}/orders`, { headers })).status;
    };
    await run(from).finally(() => limited.app.close());
  };
  type Sender = (address: string, token?: string) => Promise<number>;

  it('is of a subject, whatever its token and wherever it comes from, and of nobody else there', () =>
    limitedBy(2, async (from) => {
      const another = await customerToken('CUST-1', 1_800);
      expect([await from('203.0.113.7', customer), await from('203.0.113.8', another)]).toEqual([200, 200]);
      expect(await from('203.0.113.9', customer)).toBe(429);
      expect(await from('203.0.113.7', await customerToken('CUST-2'))).toBe(200);
      expect(await from('203.0.113.7', OPERATOR)).toBe(200); // its name is the subject's, and it is another all the same
    }));

  it('is of the address for who tries tokens, one after the other', () =>
    limitedBy(2, async (from) => {
      const tries = ['one', 'two', 'three'].map((token) => `${customer}${token}`);
      const statuses: number[] = [];
      for (const token of tries) statuses.push(await from('203.0.113.7', token));
      expect(statuses).toEqual([401, 401, 429]);
      expect(await from('203.0.113.7')).toBe(429);
      expect(await from('203.0.113.8', customer)).toBe(200); // and not of whom the tokens name
    }));
});
