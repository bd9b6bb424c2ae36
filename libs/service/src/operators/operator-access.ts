import type { IncomingHttpHeaders } from 'node:http';
import { HttpStatus } from '@nestjs/common';
import { Problem } from '../problems/problem.js';
import type { OperatorToken } from '../settings/setting.js';
import { bearerTokenOf } from './bearer-token.js';
import { isLoopbackAddress, isLoopbackHost } from './loopback.js';
import { holderOf } from './operator-tokens.js';

/** What the rule looks at; Node's `IncomingMessage` is one. */
export interface OperatorRequest {
  readonly method?: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string };
}

/** Who asks when there are no tokens: someone on this machine. */
export const LOOPBACK_OPERATOR = 'loopback';

/** Whether a request with this method only reads. */
export const isReading = (method?: string): boolean => method === 'GET' || method === 'HEAD';

/** A proxy on this machine would make every caller look like one. */
const LEFT_BY_PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * The name of the operator who asks, for the audit: with tokens that of the bearer token (RFC 6750), without tokens
 * `loopback`, and then only callers on this machine are let in.
 *
 * No web page can act in an operator's name. What changes something must be JSON, which a page of another origin may
 * post only after a preflight that nobody here answers, and its `Origin`, which every browser sends with a POST, must be
 * this server (Fetch standard, "CORS-preflight fetch" and "Origin header"; OWASP's CSRF prevention cheat sheet). The name
 * in `Host` keeps out a page whose own name resolves to this machine (DNS rebinding).
 * @throws Problem 401, 403 or 415
 */
export function operatorOf(request: OperatorRequest, tokens: readonly OperatorToken[]): string {
  const operator = tokens.length > 0 ? operatorBy(request.headers.authorization, tokens) : callerOnThisMachine(request);
  if (!isReading(request.method)) mustComeFromNoOtherPage(request.headers, tokens.length > 0);
  return operator;
}

function operatorBy(authorization: string | undefined, tokens: readonly OperatorToken[]): string {
  const given = bearerTokenOf(authorization);
  if (!given) throw unauthenticated('Send Authorization: Bearer with a token of OPERATOR_TOKENS', '');
  const holder = holderOf(given, tokens);
  if (holder === undefined)
    throw unauthenticated('The bearer token is none of OPERATOR_TOKENS', ', error="invalid_token"');
  return holder;
}

function callerOnThisMachine({ headers, socket }: OperatorRequest): string {
  if (!isLoopbackAddress(socket.remoteAddress)) throw loopbackOnly('the request came from another machine');
  if (!isLoopbackHost(headers.host)) throw loopbackOnly('the Host header names another machine');
  const left = LEFT_BY_PROXIES.find((name) => headers[name] !== undefined);
  if (left) throw loopbackOnly(`the request came through a proxy (it has the header ${left})`);
  return LOOPBACK_OPERATOR;
}

function mustComeFromNoOtherPage(
  { origin, host, 'content-type': type }: IncomingHttpHeaders,
  behindTls: boolean,
): void {
  if (origin !== undefined && !isOwnOrigin(origin, host, behindTls)) throw foreignOrigin();
  if (type?.split(';', 1)[0]!.trim().toLowerCase() !== 'application/json') throw notJson();
}

/** This server speaks HTTP; TLS may end at a proxy before it, which is possible only with tokens. */
function isOwnOrigin(origin: string, host: string | undefined, behindTls: boolean): boolean {
  if (host === undefined) return false;
  const own = [`http://${host}`, ...(behindTls ? [`https://${host}`] : [])];
  return own.some((url) => URL.canParse(url) && new URL(url).origin === origin);
}

const unauthenticated = (detail: string, error: string): Problem =>
  new Problem({
    status: HttpStatus.UNAUTHORIZED,
    code: 'OPERATOR.UNAUTHENTICATED',
    detail,
    challenge: `Bearer realm="operators"${error}`,
  });

const loopbackOnly = (why: string): Problem =>
  new Problem({
    status: HttpStatus.FORBIDDEN,
    code: 'OPERATOR.LOOPBACK_ONLY',
    detail:
      `Without OPERATOR_TOKENS this route answers callers on this machine only, and ${why}: ` +
      'set OPERATOR_TOKENS and send one of its tokens as Authorization: Bearer',
  });

const foreignOrigin = (): Problem =>
  new Problem({
    status: HttpStatus.FORBIDDEN,
    code: 'OPERATOR.FOREIGN_ORIGIN',
    detail: 'The Origin header names another site than the Host header: no other web page may do this',
  });

const notJson = (): Problem =>
  new Problem({
    status: HttpStatus.UNSUPPORTED_MEDIA_TYPE,
    code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
    detail: 'Send it with Content-Type: application/json, and {} as the body where there is nothing to say',
  });
