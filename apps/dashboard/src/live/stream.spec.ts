import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { token } from '../api/token';
import { Stream } from './stream';

let server: Server;
let asked: IncomingMessage['headers'][];
let answer: (response: ServerResponse) => unknown;
let stream: Stream;
let heard: unknown[];
let signs: number;
let refusals: string[];

beforeEach(async () => {
  [asked, heard, refusals, signs] = [[], [], [], 0];
  server = createServer(({ headers }, response) => {
    asked.push(headers);
    answer(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  stream = new Stream(`http://127.0.0.1:${(server.address() as AddressInfo).port}/live`, {
    on: { summary: (data) => heard.push(data) },
    heard: () => signs++,
    connected: () => undefined,
    refused: (reason) => refusals.push(reason),
  });
});
afterEach(async () => {
  stream.close();
  token.value = null;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const eventStream = (response: ServerResponse, id: number): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`retry: 10\n\nevent: summary\nid: ${id}\ndata: ${id}\n\n`);
  return response;
};
const refuse = (response: ServerResponse) =>
  response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"detail":"The token has expired"}');

describe('the live stream', () => {
  it('says who asks, in a header', async () => {
    token.value = 'secret';
    answer = (response) => eventStream(response, 1);
    stream.open();
    await eventually(() => heard.length === 1);
    expect(asked).toMatchObject([{ authorization: 'Bearer secret', accept: 'text/event-stream' }]);
  });

  it('says nothing of nobody', async () => {
    answer = (response) => eventStream(response, 1);
    stream.open();
    await eventually(() => heard.length === 1);
    expect(asked[0]).not.toHaveProperty('authorization');
  });

  it('takes a heartbeat for a sign that the connection stands', async () => {
    let connection!: ServerResponse;
    answer = (response) => (connection = eventStream(response, 1));
    stream.open();
    await eventually(() => signs === 2); // it has opened, and told something
    connection.write('event: heartbeat\ndata: {}\n\n');
    await eventually(() => signs === 3);
  });

  it('goes on where it was when the connection ends, with the token of that moment', async () => {
    token.value = 'old';
    const connections: ServerResponse[] = [];
    answer = (response) => connections.push(eventStream(response, asked.length));
    stream.open();
    await eventually(() => heard.length === 1);
    token.value = 'new';
    connections[0]!.end();
    await eventually(() => heard.length === 2);
    expect(asked[1]).toMatchObject({ 'last-event-id': '1', authorization: 'Bearer new' });
  });

  it('tells why it is refused, and asks no more until it is opened again', async () => {
    answer = refuse;
    stream.open();
    await eventually(() => refusals.length === 1);
    expect(refusals).toEqual(['The token has expired']);
    answer = (response) => eventStream(response, 1);
    stream.open();
    await eventually(() => heard.length === 1);
    expect(asked).toHaveLength(2);
  });

  it('tries again after any other refusal', async () => {
    answer = (response) => (asked.length === 1 ? response.writeHead(503).end() : eventStream(response, 1));
    stream.open();
    await eventually(() => heard.length === 1);
    expect(refusals).toEqual([]);
  });
});
