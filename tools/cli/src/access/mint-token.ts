import { ActionableError } from '@orderflow/platform';
import { SignJWT } from 'jose';

/** Whom a token names and what it allows. */
export interface Grant {
  /** `sub`: a customer's id, or a name of one who is none. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** How long it is valid, as `jose` reads it: 10m, 1h, 7d. */
  readonly ttl: string;
}

const SHORTEST_SECRET_BYTES = 32;

/**
 * A token as the services take it when they share AUTH_SECRET: a JWT signed with HS256, with the claims of RFC 9068.
 * @throws ActionableError when there is no such secret, or it is too short
 */
export async function mintToken({ subject, scopes, ttl }: Grant, env: NodeJS.ProcessEnv): Promise<string> {
  const token = new SignJWT({ scope: scopes.join(' ') })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(subject)
    .setAudience(env.AUTH_AUDIENCE || 'orderflow')
    .setIssuedAt()
    .setExpirationTime(ttl);
  if (env.AUTH_ISSUER) token.setIssuer(env.AUTH_ISSUER);
  return token.sign(secretOf(env));
}

function secretOf({ AUTH_SECRET, AUTH_JWKS_URL }: NodeJS.ProcessEnv): Uint8Array {
  if (AUTH_JWKS_URL && !AUTH_SECRET) {
    throw new ActionableError(
      `Tokens come from the identity provider whose keys are at ${AUTH_JWKS_URL}`,
      'Get one there, and give it to the commands as ORDERFLOW_TOKEN',
    );
  }
  const secret = new TextEncoder().encode(AUTH_SECRET);
  if (secret.length >= SHORTEST_SECRET_BYTES) return secret;
  const problem = secret.length === 0 ? 'There is no AUTH_SECRET' : 'AUTH_SECRET is too short';
  throw new ActionableError(
    `${problem}: it signs tokens, and has ${SHORTEST_SECRET_BYTES} bytes at least`,
    'Write one into .env and start the system again: echo "AUTH_SECRET=$(openssl rand -hex 32)" >> .env',
  );
}
