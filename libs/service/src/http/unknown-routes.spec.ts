import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import type { Problem } from '../problems/problem.js';
import { refuseUnknownRoutes } from './unknown-routes.js';

const server = fastify();
let origin: string;

beforeAll(async () => {
  refuseUnknownRoutes(server);
  server.setErrorHandler((error, _request, reply) => reply.status((error as Problem).getStatus()).send());
  server.post('/orders', () => 'created');
  server.get('/orders/:id', () => 'found');
  server.get('/docs/*', () => 'shown');
  origin = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

it.each([
  ['GET', '/orders', 405, 'POST'],
  ['DELETE', '/orders/7?force=true', 405, 'GET, HEAD'],
  ['POST', '/docs/some/page', 405, 'GET, HEAD'],
  ['GET', '/orders/7/lines', 404, null],
  ['GET', '/order', 404, null],
  ['GET', '/orders/7', 200, null],
] as const)('%s %s is %d', async (method, path, status, allow) => {
  const response = await fetch(`${origin}${path}`, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
});
