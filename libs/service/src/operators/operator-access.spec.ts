import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problems/problem.js';
import { operatorOf, type OperatorRequest } from './operator-access.js';

type Change = Partial<Omit<OperatorRequest, 'headers'>> & {
  readonly peer?: string;
  readonly headers?: OperatorRequest['headers'];
};

const JSON_BODY = { 'content-type': 'application/json' };
const ALICE = { name: 'alice', token: 'alice-0123456789' };
const BOB = { name: 'bob', token: 'bob-0123456789abc' };

const request = ({ method = 'GET', peer = '127.0.0.1', headers = {} }: Change): OperatorRequest => ({
  method,
  headers: { host: 'localhost:3002', ...headers },
  socket: { remoteAddress: peer },
});

/** The operator's name, or the status and code of the refusal. */
function answer(change: Change, tokens = [] as (typeof ALICE)[]): string | [number, string] {
  try {
    return operatorOf(request(change), tokens);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.getStatus(), error.detailsFor({ url: '/', id: '' }).code];
  }
}

const LOOPBACK_ONLY = [403, 'OPERATOR.LOOPBACK_ONLY'];
const FOREIGN_ORIGIN = [403, 'OPERATOR.FOREIGN_ORIGIN'];
const UNAUTHENTICATED = [401, 'OPERATOR.UNAUTHENTICATED'];
const NOT_JSON = [415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'];

describe('without tokens', () => {
  it.each<[string, Change, unknown]>([
    ['IPv4', { peer: '127.0.0.1' }, 'loopback'],
    ['any of its IPv4 addresses', { peer: '127.8.9.10' }, 'loopback'],
    ['IPv6', { peer: '::1' }, 'loopback'],
    ['IPv4 on a socket for both', { peer: '::ffff:127.0.0.1' }, 'loopback'],
    ['another machine', { peer: '10.0.0.7' }, LOOPBACK_ONLY],
    ['another machine on a socket for both', { peer: '::ffff:10.0.0.7' }, LOOPBACK_ONLY],
    ['another machine by IPv6', { peer: '2001:db8::1' }, LOOPBACK_ONLY],
    ['a connection that has gone', { peer: '' }, LOOPBACK_ONLY],
  ])('a caller by %s', (_how, change, expected) => {
    expect(answer(change)).toEqual(expected);
  });

  it.each([
    ['localhost', 'loopback'],
    ['LOCALHOST:3002', 'loopback'],
    ['127.0.0.1:3002', 'loopback'],
    ['[::1]:3002', 'loopback'],
    ['rebound.example:3002', LOOPBACK_ONLY],
    ['127.0.0.1.example', LOOPBACK_ONLY],
    ['localhost.example', LOOPBACK_ONLY],
    ['10.0.0.7', LOOPBACK_ONLY],
    ['', LOOPBACK_ONLY],
    [undefined, LOOPBACK_ONLY],
  ])('the Host %s', (host, expected) => {
    expect(answer({ headers: { host } })).toEqual(expected);
  });

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host'])(
    'a request that came through a proxy, as %s tells, is refused',
    (name) => {
      expect(answer({ headers: { [name]: '127.0.0.1' } })).toEqual(LOOPBACK_ONLY);
    },
  );

  it('says how to get access', () => {
    expect(() => operatorOf(request({ peer: '10.0.0.7' }), [])).toThrow('set OPERATOR_TOKENS');
  });
});

describe('with tokens', () => {
  const far = { peer: '10.0.0.7', headers: { host: 'shop.example', 'x-forwarded-for': '203.0.113.7' } };
  const by = (authorization?: string) => answer({ ...far, headers: { ...far.headers, authorization } }, [ALICE, BOB]);

  it.each([
    [`Bearer ${ALICE.token}`, 'alice'],
    [`bearer  ${BOB.token} `, 'bob'],
    [`Bearer ${ALICE.token}x`, UNAUTHENTICATED],
    [`Bearer ${ALICE.token.slice(0, -1)}`, UNAUTHENTICATED],
    [`Bearer alice:${ALICE.token}`, UNAUTHENTICATED],
    [`Basic ${ALICE.token}`, UNAUTHENTICATED],
    ['Bearer ', UNAUTHENTICATED],
    [undefined, UNAUTHENTICATED],
  ])('Authorization: %s', (authorization, expected) => {
    expect(by(authorization)).toEqual(expected);
  });

  it('being on this machine is not enough', () => {
    expect(answer({}, [ALICE])).toEqual(UNAUTHENTICATED);
  });

  it.each([
    [{}, 'Bearer realm="operators"'],
    [{ authorization: 'Bearer wrong-0123456789' }, 'Bearer realm="operators", error="invalid_token"'],
  ])('%o is answered with the challenge of RFC 6750', (headers, challenge) => {
    expect.assertions(1);
    try {
      operatorOf(request({ headers }), [ALICE]);
    } catch (error) {
      expect((error as Problem).headers['www-authenticate']).toBe(challenge);
    }
  });
});

describe('a POST', () => {
  const post = (headers: OperatorRequest['headers']) => answer({ method: 'POST', headers });

  it.each([
    ['application/json', 'loopback'],
    ['Application/JSON; charset=utf-8', 'loopback'],
    ['text/plain', NOT_JSON],
    ['text/plain; application/json', NOT_JSON],
    ['application/x-www-form-urlencoded', NOT_JSON],
    ['multipart/form-data; boundary=x', NOT_JSON],
    [undefined, NOT_JSON],
  ])('of the Content-Type %s', (type, expected) => {
    expect(post({ 'content-type': type })).toEqual(expected);
  });

  it.each([
    ['http://localhost:3002', 'loopback'],
    ['https://localhost:3002', FOREIGN_ORIGIN],
    ['http://localhost:3003', FOREIGN_ORIGIN],
    ['http://localhost', FOREIGN_ORIGIN],
    ['http://127.0.0.1:3002', FOREIGN_ORIGIN],
    ['http://evil.example', FOREIGN_ORIGIN],
    ['http://localhost:3002.evil.example', FOREIGN_ORIGIN],
    ['http://localhost:3002, http://evil.example', FOREIGN_ORIGIN],
    ['null', FOREIGN_ORIGIN],
    ['', FOREIGN_ORIGIN],
  ])('of the Origin %s', (origin, expected) => {
    expect(post({ ...JSON_BODY, origin })).toEqual(expected);
  });

  it.each([
    ['https://shop.example', 'alice'],
    ['http://shop.example', 'alice'],
    ['https://evil.example', FOREIGN_ORIGIN],
    ['null', FOREIGN_ORIGIN],
  ])('with a token may come from the page of this site behind TLS, %s', (origin, expected) => {
    const headers = { ...JSON_BODY, host: 'shop.example', authorization: `Bearer ${ALICE.token}`, origin };
    expect(answer({ method: 'POST', headers }, [ALICE])).toEqual(expected);
  });

  it('is asked first who sends it', () => {
    expect(answer({ method: 'POST', peer: '10.0.0.7', headers: { origin: 'null' } })).toEqual(LOOPBACK_ONLY);
    expect(answer({ method: 'POST' }, [ALICE])).toEqual(UNAUTHENTICATED);
  });
});

it('reading is possible from a link on any page, which cannot see the answer', () => {
  expect(answer({ headers: { origin: 'http://evil.example' } })).toBe('loopback');
});
