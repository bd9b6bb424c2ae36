import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RegistryClient } from './registry-client.js';

const subject = { name: 'order-events-ORDER_CREATED.v1', schema: { type: 'object' } };

let server: Server;
let url: string;
let answer: { readonly status: number; readonly body: string };
let asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[];

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{"version":7}' };
  server = createServer((request, response) => {
    asked.push({ url: request.url!, headers: request.headers });
    request.resume().on('end', () => response.writeHead(answer.status).end(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/apis`;
});
afterEach(() => void server.close());

describe('the client of a schema registry', () => {
  it('sends its credentials, and the path of the URL before its own', async () => {
    const client = new RegistryClient({ url, authorization: 'Bearer abc' });
    expect(await client.versionOf(subject)).toBe(7);
    expect(asked).toEqual([
      { url: `/apis/subjects/${subject.name}`, headers: expect.objectContaining({ authorization: 'Bearer abc' }) },
    ]);
  });

  it.each([
    [401, '{}', 'refuses the credentials (401)'],
    [403, 'Forbidden', 'refuses the credentials (403)'],
    [200, '<html>', 'does not answer as one'],
    [500, '{"message":"out of memory"}', 'answers 500: out of memory'],
  ])('says what is wrong: %i %s', async (status, body, message) => {
    answer = { status, body };
    await expect(new RegistryClient({ url }).versionOf(subject)).rejects.toThrow(message);
  });

  it('says when nobody is there', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(new RegistryClient({ url }).register(subject)).rejects.toThrow(
      /does not answer as one: .*ECONNREFUSED/,
    );
  });
});
