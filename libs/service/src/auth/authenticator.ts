import { Injectable } from '@nestjs/common';
import { bearerTokenOf } from '../operators/bearer-token.js';
import { operatorOf, type OperatorRequest } from '../operators/operator-access.js';
import { holderOf } from '../operators/operator-tokens.js';
import { ServiceSettings } from '../settings/service-settings.js';
import { invalidToken, unauthenticated } from './auth.problems.js';
import { ANYONE, requireScope, type Caller } from './caller.js';
import { RememberedCallers } from './remembered-callers.js';
import { EVERY_SCOPE } from './scope.js';
import { TokenVerifier } from './token-verifier.js';

/** What tells who asks; Node's `IncomingMessage` is one. */
export interface CallerRequest extends OperatorRequest {
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[];
}

/** No identity provider's tokens are longer; verifying one takes the longer the more there is of it. */
const MAX_TOKEN_LENGTH = 8_192;

/** Finds out who sends a request: once for a token, not for each request that brings it. */
@Injectable()
export class Authenticator {
  private readonly verifier?: TokenVerifier;
  private readonly remembered = new RememberedCallers();

  constructor(private readonly settings: ServiceSettings) {
    if (settings.auth === 'jwt') this.verifier = new TokenVerifier(settings);
  }

  /**
   * The holder of the bearer token (RFC 6750): a JSON Web Token, or one of OPERATOR_TOKENS, which has the scope `admin`.
   * With `AUTH=off` it is `ANYONE`, whatever the request carries.
   * @throws Problem 401, or 503 when the keys cannot be had
   */
  async authenticate(request: CallerRequest): Promise<Caller> {
    if (!this.verifier) return ANYONE;
    const token = soleTokenOf(request);
    const known = this.remembered.get(token);
    if (known) return known;
    const caller = this.operatorBy(token) ?? (await this.verifier.verify(token));
    this.remembered.add(token, caller);
    return caller;
  }

  /**
   * Who asks for an operator's route: one with the scope `admin`, or with `AUTH=off` whom `operatorOf` lets in.
   * @throws Problem 401, 403, 415 or 503
   */
  async operator(request: CallerRequest): Promise<Caller> {
    if (!this.verifier) return { name: operatorOf(request, this.settings.OPERATOR_TOKENS), scopes: EVERY_SCOPE };
    const caller = await this.authenticate(request);
    requireScope(caller, 'admin');
    return caller;
  }

  private operatorBy(token: string): Caller | undefined {
    const name = holderOf(token, this.settings.OPERATOR_TOKENS);
    return name === undefined ? undefined : { name, scopes: EVERY_SCOPE };
  }
}

function soleTokenOf({ headers, rawHeaders = [] }: CallerRequest): string {
  const token = bearerTokenOf(headers.authorization);
  if (!token) throw unauthenticated();
  // Node takes the first of two; a proxy that takes the last would have let another caller in.
  if (countOf('authorization', rawHeaders) > 1) throw invalidToken('is one of several Authorization headers');
  if (token.length > MAX_TOKEN_LENGTH) throw invalidToken(`is longer than ${MAX_TOKEN_LENGTH} characters`);
  return token;
}

function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]!.toLowerCase() === name) count++;
  return count;
}
