import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpProvider } from './http-provider.js';

const payment = { orderId: '1', customerId: 'CUST-123', amount: 10_000, currency: 'USD' };

describe('HttpProvider', () => {
  let answer: { readonly status: number; readonly body: string };
  let server: Server;
  let provider: HttpProvider;
  beforeEach(async () => {
    server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    provider = new HttpProvider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it.each<[string, object]>([
    ['{"status":"approved"}', { kind: 'approved' }],
    ['{"status":"refused","detail":" Expired "}', { kind: 'refused', detail: 'Expired' }],
    ['{"status":"refused"}', { kind: 'refused', detail: 'The payment was refused' }],
    ['{"status":"refused","detail":"a\\u0000b\\ud800"}', { kind: 'refused', detail: 'ab' }],
    [`{"status":"refused","detail":"${'x'.repeat(2_000)}"}`, { kind: 'refused', detail: 'x'.repeat(1_000) }],
  ])('understands the answer %.40s', async (body, expected) => {
    answer = { status: 200, body };
    expect(await provider.charge(payment)).toEqual(expected);
  });

  it.each([
    [503, '{"status":"approved"}'],
    [402, '{"status":"refused"}'],
    [200, '{"status":"pending"}'],
    [200, 'null'],
    [200, 'approved'],
  ])('takes status %i with %s for no answer', async (status, body) => {
    answer = { status, body };
    await expect(provider.charge(payment)).rejects.toThrow();
  });

  it('takes any 2xx for a refund that is done, and nothing else', async () => {
    answer = { status: 204, body: '' };
    await provider.refund(payment);
    answer = { status: 500, body: '' };
    await expect(provider.refund(payment)).rejects.toThrow('The payment provider answered 500 to /refunds');
  });
});
