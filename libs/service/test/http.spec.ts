import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Draining, httpAdapter, type ProblemDetails } from '../src/index.js';
import { SampleHealth, SampleModule } from './fixture/sample.module.js';

let app: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  const testing = await Test.createTestingModule({ imports: [SampleModule] }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});

afterAll(() => app.close());
afterEach(() => {
  jest.restoreAllMocks();
});

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) =>
  fetch(`${origin}/samples`, { method: 'POST', body, headers });
const postSample = (sample: unknown) => post(JSON.stringify(sample));
const valid = { name: 'one', lines: [{ itemId: 'A', quantity: 1 }] };

async function problemIn(response: Response): Promise<ProblemDetails> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = (await response.json()) as ProblemDetails;
  expect(problem).toMatchObject({
    type: 'about:blank',
    status: response.status,
    requestId: response.headers.get('x-request-id'),
  });
  return problem;
}

describe('an error', () => {
  it.each([
    ['malformed JSON', () => post('{"name":'), 400, 'REQUEST.MALFORMED_JSON'],
    ['an empty body', () => post(''), 400, 'REQUEST.MALFORMED_JSON'],
    ['a poisoned prototype', () => post('{"__proto__":{"admin":true}}'), 400, 'REQUEST.MALFORMED_JSON'],
    ['a body that is no object', () => post('[]'), 400, 'REQUEST.INVALID'],
    ['no body', () => fetch(`${origin}/samples`, { method: 'POST' }), 400, 'REQUEST.INVALID'],
    ['text', () => post('name=one', { 'content-type': 'text/plain' }), 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form',
      () => post('name=one', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a body over 256 KiB', () => postSample({ name: 'x'.repeat(256 * 1024) }), 413, 'REQUEST.TOO_LARGE'],
    ['an unknown route', () => fetch(`${origin}/nowhere`), 404, 'REQUEST.NOT_FOUND'],
    ['an unknown method', () => fetch(`${origin}/samples`, { method: 'DELETE' }), 405, 'REQUEST.METHOD_NOT_ALLOWED'],
    ['a path that is no UTF-8', () => fetch(`${origin}/samples/%ff`), 400, 'REQUEST.BAD_REQUEST'],
    ['a bug', () => fetch(`${origin}/samples/broken`), 500, 'SERVER.INTERNAL_SERVER_ERROR'],
  ])('for %s is a problem', async (_what, send, status, code) => {
    const response = await send();
    expect([response.status, (await problemIn(response)).code]).toEqual([status, code]);
  });

  it('names the path without its query', async () => {
    const problem = await problemIn(await fetch(`${origin}/nowhere?token=secret`));
    expect(problem.instance).toBe('/nowhere');
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('of ours is logged with its stack and tells the client nothing of it', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const problem = await problemIn(await fetch(`${origin}/samples/broken`));
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(logged).toHaveBeenCalledWith(
      { requestId: problem.requestId, msg: 'GET /samples/broken failed' },
      expect.any(TypeError),
    );
  });

  it('of the request is not logged', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    await post('{');
    expect(logged).not.toHaveBeenCalled();
  });

  it('says when to try again, and carries its own members', async () => {
    const response = await fetch(`${origin}/samples/busy`);
    expect(response.headers.get('retry-after')).toBe('2');
    const problem = await problemIn(response);
    expect(problem).toMatchObject({ status: 503, code: 'SAMPLE.BUSY', detail: 'Too much to do', queued: 7 });
    expect(problem).not.toHaveProperty('retryAfter');
  });

  it('for a wrong method names the right ones', async () => {
    const response = await fetch(`${origin}/samples`, { method: 'PUT' });
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});

describe('a wrong field', () => {
  const errorsOf = async (response: Response) => (await problemIn(response)).errors;

  it('is named by its path, with what it accepts', async () => {
    const errors = await errorsOf(
      await postSample({
        name: '',
        lines: [{ itemId: 'A', quantity: 0 }, { itemId: 'B' }],
        price: 2500.005,
        colour: 'GREEN',
      }),
    );
    const quantity = 'must be a whole number from 1 to 10000';
    expect(errors).toEqual([
      { field: 'name', value: '', message: 'must be text of 1 to 8 characters' },
      { field: 'lines[0].quantity', value: 0, message: quantity },
      { field: 'lines[1].quantity', message: quantity },
      {
        field: 'price',
        value: 2500.005,
        message: 'must be an amount from 0 to 1000000000000 with at most two decimals',
      },
      { field: 'colour', value: 'GREEN', message: 'must be one of RED, BLUE' },
    ]);
  });

  it.each([
    ['unknown', { ...valid, extra: 1 }, 'extra', 'is not a known field'],
    ['null', { ...valid, price: null }, 'price', 'must be an amount'],
    ['not a list', { ...valid, lines: 'A' }, 'lines', 'must be a list of 1 to 3 objects, each with another itemId'],
    ['empty', { ...valid, lines: [] }, 'lines', 'must be a list of 1 to 3'],
    ['a list of something else', { ...valid, lines: [1] }, 'lines', 'must be a list of 1 to 3 objects'],
    ['a list in a list', { ...valid, lines: [valid.lines] }, 'lines', 'must be a list of 1 to 3 objects'],
    ['too long', { ...valid, lines: Array(4).fill(valid.lines[0]) }, 'lines', 'must be a list of 1 to 3'],
    ['repeated', { ...valid, lines: [valid.lines[0], valid.lines[0]] }, 'lines', 'each with another itemId'],
    ['text with U+0000', { ...valid, name: 'a\0' }, 'name', 'must be valid Unicode without U+0000'],
    ['text with half a character', { ...valid, name: '\ud83d' }, 'name', 'must be valid Unicode'],
    ['U+0000 inside', { ...valid, lines: [{ itemId: '\0', quantity: 1 }] }, 'lines[0].itemId', 'without U+0000'],
  ])('is refused when %s', async (_what, sample, field, message) => {
    const errors = await errorsOf(await postSample(sample));
    expect(errors).toHaveLength(1);
    expect(errors![0]!.field).toMatch(new RegExp(`^${field.replaceAll(/[[\].]/g, '\\$&')}`));
    expect(errors![0]!.message).toContain(message);
  });

  it('is refused when nested without end', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(await errorsOf(await post(`{"deep":${deep}}`))).toMatchObject([
      { message: expect.stringContaining('levels deep') },
    ]);
  });

  it('of the query or the path is refused too', async () => {
    expect(await errorsOf(await fetch(`${origin}/samples?limit=101`))).toEqual([
      { field: 'limit', value: 101, message: 'must be a whole number from 1 to 100' },
    ]);
    expect(await errorsOf(await fetch(`${origin}/samples?limit=many&cursor=a%00`))).toMatchObject([
      { field: 'cursor' },
    ]);
    expect(await errorsOf(await fetch(`${origin}/samples/42`))).toMatchObject([
      { field: 'id', message: 'must be a UUID' },
    ]);
    expect(await errorsOf(await fetch(`${origin}/samples/names/a%00`))).toMatchObject([{ field: 'name' }]);
  });

  it('leaves what is right alone', async () => {
    expect(await (await postSample(valid)).json()).toEqual(valid);
    expect(await (await fetch(`${origin}/samples`)).json()).toEqual({ limit: 20 });
    expect(await (await fetch(`${origin}/samples?limit=5`)).json()).toEqual({ limit: 5 });
  });
});

describe('the request id', () => {
  const idFor = async (given?: string) =>
    (await fetch(`${origin}/samples`, { headers: given ? { 'x-request-id': given } : {} })).headers.get('x-request-id');

  it('is the one of the caller', async () => {
    expect(await idFor('checkout-42')).toBe('checkout-42');
  });

  it.each([undefined, 'two words', '"quoted"', 'x'.repeat(129)])('is a new UUIDv7 instead of %s', async (given) => {
    expect(await idFor(given)).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-/);
  });
});

describe('health', () => {
  const probe = async (path: string) => {
    const response = await fetch(`${origin}/health${path}`);
    return [response.status, ((await response.json()) as { status: string }).status];
  };
  const probes = async () => Promise.all(['', '/live', '/ready'].map(probe));

  afterEach(() => {
    SampleHealth.state = () => ({ state: 'up' });
  });

  it('tells every part', async () => {
    expect(await (await fetch(`${origin}/health`)).json()).toEqual({
      status: 'ok',
      service: 'sample',
      parts: { sample: { state: 'up' } },
    });
  });

  it('stays ready with a degraded part', async () => {
    SampleHealth.state = () => ({ state: 'degraded', reason: 'no broker' });
    expect(await probes()).toEqual([
      [200, 'degraded'],
      [200, 'degraded'],
      [200, 'degraded'],
    ]);
  });

  it('is alive but not ready with a part down', async () => {
    SampleHealth.state = () => ({ state: 'down', reason: 'no database' });
    expect(await probes()).toEqual([
      [503, 'down'],
      [200, 'down'],
      [503, 'down'],
    ]);
  });

  it('is not alive when a part says that only a restart helps', async () => {
    SampleHealth.state = () => ({ state: 'down', live: false, reason: 'stuck' });
    expect(await probe('/live')).toEqual([503, 'down']);
  });

  it('counts a check that fails, or never answers, as down', async () => {
    SampleHealth.state = () => Promise.reject(new Error('boom'));
    expect(await (await fetch(`${origin}/health`)).json()).toMatchObject({
      parts: { SampleHealth: { state: 'down', reason: 'boom' } },
    });
    SampleHealth.state = () => new Promise(() => undefined);
    expect(await probe('/live')).toEqual([200, 'down']);
  });

  it('is not ready from the moment that draining begins', async () => {
    const draining = jest.spyOn(app.get(Draining), 'begun', 'get').mockReturnValue(true);
    expect(await probes()).toEqual([
      [503, 'down'],
      [200, 'down'],
      [503, 'down'],
    ]);
    draining.mockRestore();
    expect(await probe('/ready')).toEqual([200, 'ok']);
  });
});

it('breaks an answer off, when the error comes too late for another', async () => {
  const aborted = await new Promise((resolve, reject) => {
    httpRequest(`${origin}/samples/half`, (response) => {
      response
        .resume()
        .on('error', resolve)
        .on('end', () => reject(new Error('the answer seemed whole')));
    }).end();
  });
  expect(aborted).toMatchObject({ code: 'ECONNRESET' });
});
