import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { get, post } from './call';
import { ApiProblem } from './problem';
import { request } from './request';
import { refusal, token, tokenQuestion } from './token';

const kept = new Map<string, string>();
Object.assign(globalThis, { sessionStorage: { setItem: (name: string, value: string) => kept.set(name, value) } });

const answer = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const fetches = (...answers: Response[]) => {
  const fetch = jest.spyOn(globalThis, 'fetch');
  for (const one of answers) fetch.mockResolvedValueOnce(one);
  return fetch;
};
const until = async (condition: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 100 && !condition(); turn += 1) await Promise.resolve();
  expect(condition()).toBe(true);
};

describe('request', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    token.value = null;
    refusal.value = null;
    tokenQuestion.value = null;
  });

  it('gives the body', async () => {
    fetches(answer(200, { items: [] }));
    expect(await request(get('/orders'))).toEqual({ items: [] });
  });

  it('throws the problem with the fields that were refused', async () => {
    const errors = [{ field: 'items[0].quantity', message: 'must be a whole number from 1 to 10000' }];
    fetches(answer(400, { code: 'REQUEST.INVALID', detail: 'The request is wrong', errors }));
    const problem = await request(post('/orders', {})).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 400, code: 'REQUEST.INVALID', message: 'The request is wrong' });
    expect((problem as ApiProblem).messageOf('items[0].quantity')).toBe('must be a whole number from 1 to 10000');
  });

  it('says that nobody answers', async () => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(request(get('/orders'))).rejects.toMatchObject({ status: 0, code: 'NETWORK' });
  });

  it('takes an answer that is not problem details for what it is', async () => {
    fetches(new Response('upstream is gone', { status: 502 }));
    await expect(request(get('/orders'))).rejects.toMatchObject({ status: 502, message: 'upstream is gone' });
  });

  it('asks once for a token when two requests need one, and sends both again with it', async () => {
    const refusal = () => answer(401, { code: 'OPERATOR.UNAUTHENTICATED', detail: 'Send a token' });
    const fetch = fetches(refusal(), refusal(), answer(200, 1), answer(200, 2));
    const both = Promise.all([request(get('/topics')), request(get('/invariants'))]);
    await until(() => tokenQuestion.value !== null && fetch.mock.calls.length === 2);
    expect(tokenQuestion.value?.reason).toBe('Send a token');
    tokenQuestion.value!.answer('secret');
    expect(await both).toEqual([1, 2]);
    expect(fetch.mock.calls[3]?.[1]?.headers).toMatchObject({ authorization: 'Bearer secret' });
    expect(kept.get('orderflow.token')).toBe('secret');
  });

  it('tries the token that has come meanwhile before it asks', async () => {
    let refuse!: (response: Response) => void;
    const fetch = jest.spyOn(globalThis, 'fetch');
    fetch.mockReturnValueOnce(new Promise((resolve) => (refuse = resolve))).mockResolvedValueOnce(answer(200, 1));
    const late = request(get('/topics'));
    token.value = 'secret';
    refuse(answer(401, { code: 'AUTH.UNAUTHENTICATED' }));
    expect(await late).toBe(1);
    expect(tokenQuestion.value).toBeNull();
  });

  it('remembers, when the person gives up, that the server asks, until a token is given', async () => {
    fetches(answer(401, { detail: 'Send a token' }), answer(401, { detail: 'Send a token' }), answer(200, 1));
    const first = request(get('/topics')).catch(() => undefined);
    await until(() => tokenQuestion.value !== null);
    tokenQuestion.value!.answer(null);
    await first;
    expect(refusal.value).toBe('Send a token');
    const second = request(get('/topics'));
    await until(() => tokenQuestion.value !== null);
    tokenQuestion.value!.answer('secret');
    expect([await second, refusal.value]).toEqual([1, null]);
  });

  it('throws the refusal when the person gives no token', async () => {
    fetches(answer(401, { code: 'OPERATOR.UNAUTHENTICATED' }));
    const refused = request(get('/topics'));
    await until(() => tokenQuestion.value !== null);
    tokenQuestion.value!.answer(null);
    await expect(refused).rejects.toMatchObject({ code: 'OPERATOR.UNAUTHENTICATED' });
  });
});
