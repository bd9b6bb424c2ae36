import { SignJWT } from 'jose';
import type { Scope } from './scope.js';
import type { TokenSettings } from './token-verifier.js';

export interface TokenRequest {
  readonly subject: string;
  readonly scopes: readonly Scope[];
  readonly ttlSeconds: number;
}

/** A token as the services accept it, where they know it by `AUTH_SECRET`. */
export function mintToken(
  { AUTH_SECRET, AUTH_AUDIENCE, AUTH_ISSUER }: Pick<TokenSettings, 'AUTH_SECRET' | 'AUTH_AUDIENCE' | 'AUTH_ISSUER'>,
  { subject, scopes, ttlSeconds }: TokenRequest,
): Promise<string> {
  if (!AUTH_SECRET) throw new Error('Without AUTH_SECRET nobody but the identity provider makes tokens');
  const now = Math.floor(Date.now() / 1_000);
  const token = new SignJWT({ scope: scopes.join(' '), ...(AUTH_ISSUER && { iss: AUTH_ISSUER }) })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(subject)
    .setAudience(AUTH_AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds);
  return token.sign(Buffer.from(AUTH_SECRET));
}
