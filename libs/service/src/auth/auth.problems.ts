import { HttpStatus } from '@nestjs/common';
import { Problem } from '../problems/problem.js';
import type { Scope } from './scope.js';

const KEYS_RETRY_AFTER_SECONDS = 5;

/** Nobody has said who asks. Without an `error`, as RFC 6750 (3.1) wants it where there was no token at all. */
export const unauthenticated = (): Problem => refused('Send a token as Authorization: Bearer', '');

/** `why` completes "The bearer token …". */
export const invalidToken = (why: string): Problem => refused(`The bearer token ${why}`, ', error="invalid_token"');

const refused = (detail: string, error: string): Problem =>
  new Problem({
    status: HttpStatus.UNAUTHORIZED,
    code: 'AUTH.UNAUTHENTICATED',
    detail,
    challenge: `Bearer realm="orderflow"${error}`,
  });

export const insufficientScope = (scope: Scope): Problem =>
  new Problem({
    status: HttpStatus.FORBIDDEN,
    code: 'AUTH.INSUFFICIENT_SCOPE',
    detail: `This needs a token with the scope ${scope}`,
    scope,
    challenge: `Bearer realm="orderflow", error="insufficient_scope", scope="${scope}"`,
  });

export const notYours = (customerId: string): Problem =>
  new Problem({
    status: HttpStatus.FORBIDDEN,
    code: 'AUTH.NOT_YOURS',
    detail: `The token is of customer ${customerId}, who can order in no other name`,
  });

export const keysUnavailable = (): Problem =>
  new Problem({
    status: HttpStatus.SERVICE_UNAVAILABLE,
    code: 'AUTH.KEYS_UNAVAILABLE',
    detail: 'The key of this token is not known yet, and the server of the keys (AUTH_JWKS_URL) does not answer',
    retryAfter: KEYS_RETRY_AFTER_SECONDS,
  });
