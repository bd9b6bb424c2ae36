import { describe, expect, it } from '@jest/globals';
import { decodeJwt, jwtVerify } from 'jose';
import { ownToken } from './own-token.js';

const AUTH_SECRET = '0123456789abcdef0123456789abcdef';

describe('the token of a command', () => {
  it('is none where the system asks for none', async () => {
    expect(await ownToken({})).toBeUndefined();
    expect(await ownToken({ AUTH_SECRET, AUTH: 'off' })).toBeUndefined();
  });

  it('is the one that the environment gives', async () => {
    expect(await ownToken({ ORDERFLOW_TOKEN: 'given', AUTH_SECRET })).toBe('given');
  });

  it('is an administrator’s where there is a secret, for the services that share it', async () => {
    const token = (await ownToken({ AUTH_SECRET, AUTH_AUDIENCE: 'shop', AUTH_ISSUER: 'https://id.example' }))!;
    const { payload } = await jwtVerify(token, Buffer.from(AUTH_SECRET), { algorithms: ['HS256'] });
    expect(payload).toMatchObject({ scope: 'admin', aud: 'shop', iss: 'https://id.example', sub: 'orderflow-command' });
  });

  it('has the services’ own audience and no issuer unless they are set', async () => {
    const claims = decodeJwt((await ownToken({ AUTH_SECRET }))!);
    expect(claims.aud).toBe('orderflow');
    expect(claims).not.toHaveProperty('iss');
  });
});
