import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { get } from 'node:http';
import { TopicBrowser } from '@orderflow/messaging/topics';
import { eventually } from '@orderflow/testing';
import { decodeJwt } from 'jose';
import { FakeService } from './fake-service.js';
import { startGateway, type StartedGateway } from './start-gateway.js';
import { AUTH_SECRET, bearer, customerToken, tokenOf } from './tokens.js';

const SUMMARY = 'event: summary\nid: 7\ndata: {"events":7}\n\n';
/** With an id, as analytics sends them: it counts them in each connection. */
const events = (id: number): string => `event: events\nid: ${id}\ndata: {"total":1}\n\n`;
const EVENTS = events(1);

let service: FakeService;
let gateway: StartedGateway;
let streams: ServerResponse[];

beforeEach(async () => {
  streams = [];
  service = await FakeService.start();
  service.answer = ({ url }, response) => {
    if (!url!.startsWith('/analytics/stream')) return response.end('{"status":"ok","parts":{}}');
    streams.push(response.writeHead(200, { 'content-type': 'text/event-stream' }));
    return response.write(SUMMARY + EVENTS);
  };
  const urls = Object.fromEntries(
    ['ORDER_API_URL', 'INVENTORY_URL', 'NOTIFICATION_URL', 'ANALYTICS_URL', 'TRANSACTION_URL'].map((name) => [
      name,
      service.url,
    ]),
  );
  const topics = { lag: () => Promise.resolve(new Map()), close: () => undefined };
  gateway = await startGateway({ ...urls, AUTH_SECRET }, [[TopicBrowser, topics]]);
});
afterEach(async () => {
  for (const stream of streams) stream.destroy();
  await gateway.app.close();
  await service.stop();
});

interface Heard {
  text: string;
  ended: boolean;
  readonly response: IncomingMessage;
}

const listen = (token: string): Promise<Heard> =>
  new Promise((resolve, reject) => {
    get(`${gateway.url}/live`, { headers: bearer(token) }, (response) => {
      const heard: Heard = { text: '', ended: false, response };
      response.setEncoding('utf8').on('data', (chunk: string) => (heard.text += chunk));
      response.on('close', () => (heard.ended = true)).on('error', () => undefined);
      resolve(heard);
    }).on('error', reject);
  });

const subscriptions = () => service.requests.filter(({ url }) => url.startsWith('/analytics/stream'));

describe('the live stream of a customer', () => {
  it('is what analytics tells that customer, and nothing but events', async () => {
    const token = await customerToken('CUST-1');
    const heard = await listen(token);
    await eventually(() => heard.text.includes(EVENTS));
    streams[0]!.write(SUMMARY + events(2));
    await eventually(() => heard.text.includes(events(2)));
    expect(heard.text).not.toMatch(/event: (?!(?:events|heartbeat)\n)/);
    expect(subscriptions()).toMatchObject([{ headers: bearer(token) }]);
  });

  it('is of that customer alone, also where analytics asks nobody who he is', async () => {
    await Promise.all([customerToken('a/b&c'), tokenOf('ops', ['admin'])].map(async (token) => listen(await token)));
    await eventually(() => subscriptions().length === 2);
    const asked = subscriptions().map(({ url }) => Object.fromEntries(new URL(url, service.url).searchParams));
    expect(asked).toEqual(expect.arrayContaining([{ events: 'true', customerId: 'a/b&c' }, { events: 'true' }]));
  });

  it('is its own: another listens with another token, an administrator in the gateway’s name', async () => {
    const tokens = await Promise.all([customerToken('CUST-1'), customerToken('CUST-2'), tokenOf('ops', ['admin'])]);
    const [, , admin] = await Promise.all(tokens.map(listen));
    await eventually(() => subscriptions().length === 3);
    await eventually(() => ['summary', 'system', 'audit'].every((kind) => admin!.text.includes(`event: ${kind}\n`)));
    const subjects = subscriptions().map(({ headers }) => decodeJwt(headers.authorization!.slice(7)).sub);
    expect(subjects.sort()).toEqual(['CUST-1', 'CUST-2', 'gateway']);
  });

  it('goes on when analytics has begun anew, and counts anew', async () => {
    const heard = await listen(await customerToken('CUST-1'));
    await eventually(() => heard.text.includes(EVENTS));
    streams[0]!.end();
    await eventually(() => heard.text.split(EVENTS).length === 3);
  });

  it('is closed upstream when the customer leaves', async () => {
    const heard = await listen(await customerToken('CUST-1'));
    await eventually(() => streams.length === 1);
    const closed = new Promise((resolve) => streams[0]!.on('close', resolve));
    heard.response.destroy();
    await closed;
  });

  it.each([
    ['a customer', () => customerToken('CUST-1', 1)],
    ['an administrator', () => tokenOf('ops', ['admin'], 1)],
  ])('ends with the token, of %s', async (_who, tokenOfWho) => {
    const heard = await listen(await tokenOfWho());
    await eventually(() => heard.ended);
    expect(heard.response.complete).toBe(true); // an end, and no breaking off
  });

  it('ends when the gateway stops', async () => {
    const heard = await listen(await customerToken('CUST-1'));
    await eventually(() => heard.text.includes(EVENTS));
    await gateway.app.close();
    await eventually(() => heard.ended);
    expect(heard.response.complete).toBe(true);
  });

  it('is for who may read orders', async () => {
    const heard = await listen(await tokenOf('stock', ['inventory:write']));
    expect(heard.response.statusCode).toBe(403);
    expect(subscriptions()).toEqual([]);
  });
});
