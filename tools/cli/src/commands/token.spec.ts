import { describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { Terminal } from '../terminal/terminal.js';
import { token, type TokenOptions } from './token.js';

const AUTH_SECRET = '0123456789abcdef0123456789abcdef';

class Screen extends Terminal {
  readonly lines: string[] = [];
  override line(text: string): void {
    this.lines.push(text);
  }
}

/** What the token that is printed says. */
async function printed(options: Partial<TokenOptions>, env: NodeJS.ProcessEnv = { AUTH_SECRET }) {
  const screen = new Screen();
  await token({ ttl: '1h', ...options }, screen, env);
  expect(screen.lines).toHaveLength(1);
  return decodeJwt(screen.lines[0]!);
}

describe('npm run token', () => {
  it('names the customer, who may order and see its own', async () => {
    const claims = await printed({ customer: 'CUST-123', ttl: '15m' });
    expect(claims).toMatchObject({ sub: 'CUST-123', scope: 'orders:read orders:write', aud: 'orderflow' });
    expect(claims.exp! - claims.iat!).toBe(15 * 60);
  });

  it('names an administrator', async () => {
    expect(await printed({ admin: true })).toMatchObject({ sub: 'administrator', scope: 'admin' });
  });

  it('allows what is asked for', async () => {
    expect(await printed({ customer: 'stock', scopes: 'inventory:write, prices:write' })).toMatchObject({
      scope: 'inventory:write prices:write',
    });
  });

  it.each<[string, Partial<TokenOptions>, NodeJS.ProcessEnv, string]>([
    ['for nobody', {}, { AUTH_SECRET }, 'For whom?'],
    ['for two', { customer: 'CUST-1', admin: true }, { AUTH_SECRET }, '--admin and --customer exclude each other'],
    ['for ever', { admin: true, ttl: '400d' }, { AUTH_SECRET }, '--ttl 400d is not accepted'],
    ['for no time', { admin: true, ttl: '0h' }, { AUTH_SECRET }, '--ttl 0h is not accepted'],
    ['without a secret', { admin: true }, {}, 'There is no AUTH_SECRET'],
    ['with a short secret', { admin: true }, { AUTH_SECRET: 'short' }, 'AUTH_SECRET is too short'],
    [
      'of an identity provider',
      { admin: true },
      { AUTH_JWKS_URL: 'https://id.example/jwks' },
      'Tokens come from the identity provider whose keys are at https://id.example/jwks',
    ],
  ])('%s is refused', async (_how, options, env, message) => {
    await expect(printed(options, env)).rejects.toThrow(message);
  });
});
