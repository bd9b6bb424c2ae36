import { Problem } from '@orderflow/service';
import type { Upstream } from './upstreams.js';

const RETRY_AFTER_SECONDS = 5;

/** No connection came about, so the service has not seen the request. */
const UNREACHABLE = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What the client is told when a service does not answer: 503 when it is away, 504 when it is slow, 502 when it broke off. */
export function upstreamProblem({ title }: Upstream, error: Error): Problem {
  const code = codeOf(error);
  const problem = (status: number, kind: string, detail: string): Problem =>
    new Problem({ status, code: `UPSTREAM.${kind}`, detail: `${title} ${detail}`, retryAfter: RETRY_AFTER_SECONDS });
  if (UNREACHABLE.has(code)) return problem(503, 'UNAVAILABLE', 'is not available; nothing was done');
  if (code === 'UND_ERR_HEADERS_TIMEOUT')
    return problem(504, 'TIMEOUT', 'did not answer in time; it may yet do what was asked');
  return problem(502, 'BROKEN', 'broke off before it answered; it may have done what was asked');
}

/** Why an upstream did not answer, as Node or undici call it. */
export function codeOf(error: Error): string {
  const { code } = (error.cause ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : error.message;
}
