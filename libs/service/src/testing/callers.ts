import { mintToken } from '../auth/mint-token.js';
import type { Scope } from '../auth/scope.js';
import type { Environment } from '../settings/validate-settings.js';

const AUTH_SECRET = 'known-to-the-tests-and-nobody-else';

/** For the environment of an instance whose callers have to say who they are, by `tokenOf`. */
export const authenticated: Environment = { AUTH_SECRET };

/** The header of a caller of an `authenticated` instance. */
export async function tokenOf(subject: string, ...scopes: Scope[]): Promise<{ readonly authorization: string }> {
  const settings = { AUTH_SECRET, AUTH_AUDIENCE: 'orderflow' };
  return { authorization: `Bearer ${await mintToken(settings, { subject, scopes, ttlSeconds: 600 })}` };
}
