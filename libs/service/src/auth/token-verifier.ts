import { webcrypto } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { ServiceSettings } from '../settings/service-settings.js';
import { invalidToken } from './auth.problems.js';
import type { Caller } from './caller.js';
import { RemoteKeys } from './remote-keys.js';
import { scopesOf } from './scope.js';

/** The settings that say which tokens are good. */
export type TokenSettings = Pick<
  ServiceSettings,
  'AUTH_JWKS_URL' | 'AUTH_SECRET' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE' | 'AUTH_CLOCK_SKEW'
>;

/** With public keys never HS256: a public key is no secret, and anyone could sign with it (RFC 8725, 2.1). */
const ASYMMETRIC = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const SYMMETRIC = ['HS256'];
/** As long as OpenID Connect allows (Core 1.0, 2), and nothing that a database or a log could not hold. */
const SUBJECT = /^[^\p{Cc}\p{Surrogate}]{1,255}$/u;

/** Says who holds a JSON Web Token (RFC 7519), as RFC 8725 and RFC 9068 want it checked. */
export class TokenVerifier {
  private readonly find: JWTVerifyGetKey;
  private readonly options: JWTVerifyOptions;

  constructor({ AUTH_JWKS_URL, AUTH_SECRET, AUTH_ISSUER, AUTH_AUDIENCE, AUTH_CLOCK_SKEW }: TokenSettings) {
    this.find = AUTH_JWKS_URL ? new RemoteKeys(AUTH_JWKS_URL).find : secretKeyOf(AUTH_SECRET ?? '');
    this.options = {
      algorithms: AUTH_JWKS_URL ? ASYMMETRIC : SYMMETRIC,
      audience: AUTH_AUDIENCE,
      issuer: AUTH_ISSUER,
      clockTolerance: AUTH_CLOCK_SKEW / 1_000,
      requiredClaims: ['exp', 'sub'],
    };
  }

  /** @throws Problem 401 that says what is wrong with the token, 503 when its key cannot be had */
  async verify(token: string): Promise<Caller> {
    const { payload } = await jwtVerify(token, this.find, { ...this.options, currentDate: new Date(Date.now()) }).catch(
      (error: unknown) => {
        throw error instanceof errors.JOSEError ? invalidToken(faultOf(error)) : error;
      },
    );
    return callerOf(payload);
  }
}

function callerOf({ sub, scope, exp }: JWTPayload): Caller {
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) throw invalidToken('has no usable "sub"');
  const scopes = scopesOf(scope);
  const expiresAt = exp! * 1_000;
  return scopes.has('admin') ? { name: sub, scopes, expiresAt } : { name: sub, customerId: sub, scopes, expiresAt };
}

/** Imported once: otherwise each verification would, which takes longer than the rest of it. */
function secretKeyOf(secret: string): JWTVerifyGetKey {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = webcrypto.subtle.importKey('raw', Buffer.from(secret), algorithm, false, ['verify']);
  return () => key;
}

/** Completes "The bearer token …". Of the token itself it repeats nothing. */
function faultOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `has no acceptable "${error.claim}"`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'is signed by an algorithm that is not accepted here';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'is not signed by the key of this service';
  if (error instanceof errors.JWKSNoMatchingKey) return 'is signed by an unknown key';
  return 'is not a token that is understood here';
}
