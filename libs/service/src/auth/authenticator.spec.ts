import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Problem } from '../problems/problem.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { validateSettings, type Environment } from '../settings/validate-settings.js';
import { Authenticator, type CallerRequest } from './authenticator.js';
import { ANYONE } from './caller.js';
import { mintToken } from './mint-token.js';
import type { Scope } from './scope.js';

class ShopSettings extends ServiceSettings {
  readonly portOffset = 7;
}

const AUTH_SECRET = 'a-secret-of-thirty-two-characters';
const OPERATOR = 'prometheus-0123456789';
const environment = { AUTH_SECRET, OPERATOR_TOKENS: `prometheus:${OPERATOR}` };
const authenticatorOf = (given: Environment) => new Authenticator(validateSettings(ShopSettings, given));
const tokenOf = (scopes: readonly Scope[], subject = 'CUST-1', secret = AUTH_SECRET) =>
  mintToken({ AUTH_SECRET: secret, AUTH_AUDIENCE: 'orderflow' }, { subject, scopes, ttlSeconds: 90 });

const far = { remoteAddress: '10.0.0.7' };
const request = (token: string, rest: Partial<CallerRequest> = {}): CallerRequest => ({
  method: 'GET',
  headers: { authorization: `Bearer ${token}` },
  socket: far,
  ...rest,
});

async function codeOf(answer: Promise<unknown>): Promise<unknown> {
  const error: unknown = await answer.catch((refused: unknown) => refused);
  return error instanceof Problem ? error.detailsFor({ url: '/', id: '' }).code : error;
}

let authenticator: Authenticator;
let clock: number;
beforeEach(() => {
  clock = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
  authenticator = authenticatorOf(environment);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a caller', () => {
  it('is the subject of its token', async () => {
    expect(await authenticator.authenticate(request(await tokenOf(['orders:read'])))).toMatchObject({
      customerId: 'CUST-1',
    });
  });

  it('with an operator’s token is a machine that may do all', async () => {
    const caller = await authenticator.authenticate(request(OPERATOR));
    expect([caller.name, caller.customerId]).toEqual(['prometheus', undefined]);
    expect(caller.scopes).toContain('admin');
  });

  it('is anyone with AUTH=off, whatever it says', async () => {
    const off = authenticatorOf({ ...environment, AUTH: 'off' });
    expect(await off.authenticate(request('garbage'))).toBe(ANYONE);
  });

  it.each([
    ['no header', {}, 'Bearer realm="orderflow"'],
    ['another scheme', { authorization: 'Basic YTpi' }, 'Bearer realm="orderflow"'],
    ['an unknown token', { authorization: 'Bearer x' }, 'Bearer realm="orderflow", error="invalid_token"'],
    [
      'a huge token',
      { authorization: `Bearer ${'x'.repeat(8_193)}` },
      'Bearer realm="orderflow", error="invalid_token"',
    ],
  ])('with %s is asked for a token', async (_what, headers, challenge) => {
    const error = await authenticator.authenticate({ headers, socket: far }).catch((refused: unknown) => refused);
    expect((error as Problem).getStatus()).toBe(401);
    expect((error as Problem).headers['www-authenticate']).toBe(challenge);
  });

  it('cannot send two tokens, of which another might have checked the other one', async () => {
    const token = await tokenOf(['orders:read']);
    const rawHeaders = ['Authorization', `Bearer ${token}`, 'Host', 'x', 'authorization', 'Bearer other'];
    expect(await codeOf(authenticator.authenticate(request(token, { rawHeaders })))).toBe('AUTH.UNAUTHENTICATED');
    await expect(
      authenticator.authenticate(request(token, { rawHeaders: rawHeaders.slice(0, 4) })),
    ).resolves.toBeDefined();
  });

  it('is remembered by its whole token, until that expires', async () => {
    const token = await tokenOf(['orders:read']);
    const caller = await authenticator.authenticate(request(token));
    expect(await authenticator.authenticate(request(token))).toBe(caller);
    expect(await codeOf(authenticator.authenticate(request(`${token}x`)))).toBe('AUTH.UNAUTHENTICATED');
    clock += 60_000;
    const again = await authenticator.authenticate(request(token));
    expect(again).toEqual(caller);
    expect(again).not.toBe(caller); // verified once more
    clock += 61_000; // 31 s after its end
    expect(await codeOf(authenticator.authenticate(request(token)))).toBe('AUTH.UNAUTHENTICATED');
  });
});

describe('an operator', () => {
  it('needs the scope admin', async () => {
    expect(await authenticator.operator(request(await tokenOf(['admin'], 'alice')))).toMatchObject({ name: 'alice' });
    expect(await authenticator.operator(request(OPERATOR))).toMatchObject({ name: 'prometheus' });
    expect(await codeOf(authenticator.operator(request(await tokenOf(['orders:read']))))).toBe(
      'AUTH.INSUFFICIENT_SCOPE',
    );
  });

  it('is not let in for being on this machine', async () => {
    const near = { method: 'GET', headers: { host: 'localhost' }, socket: { remoteAddress: '127.0.0.1' } };
    expect(await codeOf(authenticator.operator(near))).toBe('AUTH.UNAUTHENTICATED');
    expect(await authenticatorOf({}).operator(near)).toMatchObject({ name: 'loopback' });
  });
});
