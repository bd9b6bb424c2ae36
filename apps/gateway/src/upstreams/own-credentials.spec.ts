import { describe, expect, it } from '@jest/globals';
import { validateSettings, type Environment } from '@orderflow/service';
import { decodeJwt } from 'jose';
import { GatewaySettings } from '../config.js';
import { OwnCredentials } from './own-credentials.js';

const JWKS = { AUTH_JWKS_URL: 'https://id.example/jwks' };
const OPERATOR_TOKENS = 'prometheus:prometheus-0123456789';

const headersWith = (environment: Environment): Promise<Record<string, string>> =>
  new OwnCredentials(validateSettings(GatewaySettings, environment)).headers();

describe('who the gateway is to the services', () => {
  it('is nobody, or an operator, where nobody has to say who they are', async () => {
    expect(await headersWith({})).toEqual({});
    expect(await headersWith({ OPERATOR_TOKENS })).toEqual({ authorization: 'Bearer prometheus-0123456789' });
  });

  it('is an administrator for a minute, by a token of its own, where it shares the secret', async () => {
    const { authorization } = await headersWith({ AUTH_SECRET: '0123456789abcdef0123456789abcdef', OPERATOR_TOKENS });
    const claims = decodeJwt(authorization!.slice('Bearer '.length));
    expect(claims).toMatchObject({ sub: 'gateway', scope: 'admin', aud: 'orderflow' });
    expect(claims.exp! - claims.iat!).toBe(60);
  });

  it('is whom SERVICE_TOKEN names, where an identity provider makes the tokens', async () => {
    const SERVICE_TOKEN = 'gateway-0123456789';
    expect(await headersWith({ ...JWKS, SERVICE_TOKEN })).toEqual({ authorization: `Bearer ${SERVICE_TOKEN}` });
  });

  it('must be said then', () => {
    expect(() => validateSettings(GatewaySettings, JWKS)).toThrow(
      "SERVICE_TOKEN: is not set; must be set where AUTH_JWKS_URL is, to a token of the services' OPERATOR_TOKENS",
    );
  });

  it.each(['short', 'zażółć-gęślą-jaźń', `${'x'.repeat(15)}"`])(
    'is nothing that no header could bring: %s',
    (SERVICE_TOKEN) => {
      expect(() => validateSettings(GatewaySettings, { ...JWKS, SERVICE_TOKEN })).toThrow('must be a bearer token');
    },
  );

  it('is no secret that a message shows', () => {
    expect(() => validateSettings(GatewaySettings, { ...JWKS, SERVICE_TOKEN: 'short' })).toThrow(
      /^SERVICE_TOKEN=\*\*\*:/,
    );
  });
});
