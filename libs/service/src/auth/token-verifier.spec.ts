import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { Problem } from '../problems/problem.js';
import { mintToken } from './mint-token.js';
import { TokenVerifier, type TokenSettings } from './token-verifier.js';

const AUTH_SECRET = 'a-secret-of-thirty-two-characters';
const settings: TokenSettings = { AUTH_SECRET, AUTH_AUDIENCE: 'orderflow', AUTH_CLOCK_SKEW: 30_000 };
const now = () => Math.floor(Date.now() / 1_000);
const good = (): JWTPayload => ({ sub: 'CUST-123', aud: 'orderflow', exp: now() + 60, scope: 'orders:read' });

const signed = (claims: JWTPayload, secret = AUTH_SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(createSecretKey(Buffer.from(secret)));

async function refusal(token: string | Promise<string>, of: TokenSettings = settings): Promise<string> {
  const error: unknown = await new TokenVerifier(of).verify(await token).catch((refused: unknown) => refused);
  if (!(error instanceof Problem)) throw new Error(`not refused: ${String(error)}`);
  expect(error.headers['www-authenticate']).toBe('Bearer realm="orderflow", error="invalid_token"');
  expect(error.getStatus()).toBe(401);
  return error.message;
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a good token', () => {
  it('tells the customer, what it may do and until when', async () => {
    const claims = { ...good(), scope: 'orders:write openid orders:read' };
    expect(await new TokenVerifier(settings).verify(await signed(claims))).toEqual({
      name: 'CUST-123',
      customerId: 'CUST-123',
      scopes: new Set(['orders:write', 'orders:read']),
      expiresAt: claims.exp! * 1_000,
    });
  });

  it('of an administrator has every scope, and no orders of its own', async () => {
    const caller = await new TokenVerifier(settings).verify(await signed({ ...good(), sub: 'alice', scope: 'admin' }));
    expect([caller.name, caller.customerId]).toEqual(['alice', undefined]);
    expect(caller.scopes).toContain('prices:write');
  });

  it('without scopes may do nothing', async () => {
    for (const scope of [undefined, '', ['orders:read'], 'Admin', 'admins'])
      expect((await new TokenVerifier(settings).verify(await signed({ ...good(), scope }))).scopes.size).toBe(0);
  });

  it('is what we mint, with the issuer where there is one', async () => {
    const strict = { ...settings, AUTH_ISSUER: 'https://id.example' };
    const token = await mintToken(strict, { subject: 'CUST-1', scopes: ['orders:read'], ttlSeconds: 60 });
    expect(await new TokenVerifier(strict).verify(token)).toMatchObject({ customerId: 'CUST-1' });
  });

  it('may be of a clock that differs by less than AUTH_CLOCK_SKEW', async () => {
    const verifier = new TokenVerifier(settings);
    await expect(verifier.verify(await signed({ ...good(), exp: now() - 20 }))).resolves.toBeDefined();
    await expect(verifier.verify(await signed({ ...good(), nbf: now() + 20 }))).resolves.toBeDefined();
  });

  it('is good for any of several audiences', async () => {
    const token = await signed({ ...good(), aud: ['other', 'orderflow'] });
    await expect(new TokenVerifier(settings).verify(token)).resolves.toBeDefined();
  });
});

describe('refused is a token', () => {
  it.each<[string, () => JWTPayload, string]>([
    ['that has expired', () => ({ ...good(), exp: now() - 40 }), 'has expired'],
    ['that is not valid yet', () => ({ ...good(), nbf: now() + 40 }), 'has no acceptable "nbf"'],
    ['for another audience', () => ({ ...good(), aud: 'billing' }), 'has no acceptable "aud"'],
    ['for no audience', () => ({ ...good(), aud: undefined }), 'has no acceptable "aud"'],
    ['that never ends', () => ({ ...good(), exp: undefined }), 'has no acceptable "exp"'],
    ['of nobody', () => ({ ...good(), sub: undefined }), 'has no acceptable "sub"'],
    ['of an empty subject', () => ({ ...good(), sub: '' }), 'has no usable "sub"'],
    ['of a subject that no database could hold', () => ({ ...good(), sub: 'CUST\0' }), 'has no usable "sub"'],
    ['of a subject that is no text', () => ({ ...good(), sub: 7 as unknown as string }), 'has no usable "sub"'],
  ])('%s', async (_what, claims, why) => {
    expect(await refusal(signed(claims()))).toBe(`The bearer token ${why}`);
  });

  it('of another issuer, where one is set', async () => {
    const strict = { ...settings, AUTH_ISSUER: 'https://id.example' };
    expect(await refusal(signed({ ...good(), iss: 'https://evil.example' }), strict)).toContain('"iss"');
    expect(await refusal(signed(good()), strict)).toContain('"iss"');
  });

  it('that another secret has signed', async () => {
    expect(await refusal(signed(good(), 'another-secret-of-thirty-two-chars'))).toContain('not signed by the key');
  });

  it('whose claims were changed after it was signed', async () => {
    const [header, , signature] = (await signed(good())).split('.');
    const claims = Buffer.from(JSON.stringify({ ...good(), scope: 'admin' })).toString('base64url');
    expect(await refusal(`${header}.${claims}.${signature}`)).toContain('not signed by the key');
  });

  it('that nobody has signed', async () => {
    expect(await refusal(new UnsecuredJWT(good()).encode())).toContain('algorithm');
  });

  it('by a key pair, where a secret is set', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    expect(await refusal(new SignJWT(good()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey))).toContain(
      'algorithm',
    );
  });

  it.each(['x', 'a.b', 'a.b.c', '....', '{}.{}.{}', 'é.é.é'])('that is none: %s', async (garbage) => {
    expect(await refusal(garbage)).toContain('is not a token that is understood here');
  });
});
