import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { exportJWK, SignJWT, type JWK } from 'jose';
import { Problem } from '../problems/problem.js';
import { Authenticator } from './authenticator.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { validateSettings } from '../settings/validate-settings.js';

class ShopSettings extends ServiceSettings {
  readonly portOffset = 7;
}

/** A key pair of the identity provider. */
interface Pair {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const rsa = (kid: string, alg = 'RS256'): Pair => ({
  kid,
  alg,
  ...generateKeyPairSync('rsa', { modulusLength: 2_048 }),
});
const curve = (kid: string): Pair => ({ kid, alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) });
const edwards = (kid: string): Pair => ({ kid, alg: 'EdDSA', ...generateKeyPairSync('ed25519') });

/** The server at AUTH_JWKS_URL. */
let server: Server;
let asked: number;
let served: Pair[];
let broken: boolean;
let clock: number;
let authenticator: Authenticator;

const one = rsa('one');
const two = curve('two');

async function jwkOf({ kid, alg, publicKey }: Pair): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
}

async function tokenBy({ kid, alg, privateKey }: Pick<Pair, 'kid' | 'alg'> & { privateKey: KeyObject | Uint8Array }) {
  const claims = { sub: `CUST-${kid}`, aud: 'orderflow', exp: Math.floor(clock / 1_000) + 3_600 };
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey);
}

/** The caller's name, or the status and code of the refusal. */
async function answer(token: string): Promise<string | [number, string]> {
  const headers = { authorization: `Bearer ${token}` };
  try {
    return (await authenticator.authenticate({ headers, socket: {} })).name;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.getStatus(), error.detailsFor({ url: '/', id: '' }).code];
  }
}

const UNAUTHENTICATED = [401, 'AUTH.UNAUTHENTICATED'];
const UNAVAILABLE = [503, 'AUTH.KEYS_UNAVAILABLE'];

beforeAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(async () => {
  [asked, served, broken, clock] = [0, [one], false, Date.now()];
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
  server = createServer((_request, response) => {
    asked++;
    if (broken) return response.writeHead(500).end();
    void Promise.all(served.map(jwkOf)).then((keys) => response.end(JSON.stringify({ keys })));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  authenticator = new Authenticator(validateSettings(ShopSettings, { AUTH_JWKS_URL: url }));
});
afterEach(() => {
  jest.restoreAllMocks();
  server.close();
});

describe('the keys of an identity provider', () => {
  it.each([rsa('rs'), rsa('ps', 'PS256'), curve('es'), edwards('ed')])('are taken for $alg', async (pair) => {
    served = [pair];
    expect(await answer(await tokenBy(pair))).toBe(`CUST-${pair.kid}`);
  });

  it('are fetched once, however many tokens come at the same time', async () => {
    await Promise.all([tokenBy(one), tokenBy(one)].map(async (token) => answer(await token)));
    expect(asked).toBe(1);
  });

  it('are fetched again for a token of a new key', async () => {
    const [before, after] = [await tokenBy(one), await tokenBy(two)];
    await answer(before);
    served = [one, two];
    clock += 30_000;
    expect([await answer(after), await answer(before)]).toEqual(['CUST-two', 'CUST-one']);
    expect(asked).toBe(2);
  });

  it('are not fetched for each invented key', async () => {
    await answer(await tokenBy(one));
    for (let kid = 0; kid < 5; kid++)
      expect(await answer(await tokenBy({ ...two, kid: `${kid}` }))).toEqual(UNAUTHENTICATED);
    expect(asked).toBe(1);
  });

  it('count no longer than six minutes after the provider has taken them back', async () => {
    const token = await tokenBy(one);
    expect(await answer(token)).toBe('CUST-one');
    served = [two];
    clock += 6 * 60_000;
    expect(await answer(token)).toEqual(UNAUTHENTICATED);
  });

  it('that are known go on while the provider is away, and what is unknown is nobody’s fault', async () => {
    const [known, unknown] = [await tokenBy(one), await tokenBy(two)];
    await answer(known);
    broken = true;
    clock += 20 * 60_000;
    expect([await answer(known), await answer(unknown)]).toEqual(['CUST-one', UNAVAILABLE]);
  });

  it('are not asked for by each request while the provider is away, and soon again', async () => {
    broken = true;
    const token = await tokenBy(one);
    expect([await answer(token), await answer(token), await answer(token)]).toEqual([
      UNAVAILABLE,
      UNAVAILABLE,
      UNAVAILABLE,
    ]);
    expect(asked).toBe(1);
    broken = false;
    clock += 5_000;
    expect(await answer(token)).toBe('CUST-one');
  });

  it('that are public sign nothing: not as a secret of HS256', async () => {
    const pem = one.publicKey.export({ type: 'spki', format: 'pem' });
    const confused = await tokenBy({ kid: 'one', alg: 'HS256', privateKey: Buffer.from(pem) });
    const jwk = Buffer.from(JSON.stringify(await jwkOf(one)));
    expect(await answer(confused)).toEqual(UNAUTHENTICATED);
    expect(await answer(await tokenBy({ kid: 'one', alg: 'HS256', privateKey: jwk }))).toEqual(UNAUTHENTICATED);
    expect(asked).toBe(0);
  });
});
