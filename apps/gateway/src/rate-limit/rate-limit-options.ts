import { normalizeIP, type RateLimitPluginOptions } from '@fastify/rate-limit';
import { ANYONE, Problem, type Authenticator, type CallerRequest } from '@orderflow/service';
import type { GatewaySettings } from '../config.js';
import { clientOf } from './client-of.js';

/**
 * So many requests a minute for each client: who proves who it is, wherever it comes from; all others by their address, who
 * try tokens too. Probes are never refused.
 */
export function rateLimitOptions(
  { RATE_LIMIT_PER_MINUTE, TRUSTED_PROXIES }: GatewaySettings,
  authenticator: Authenticator,
): RateLimitPluginOptions {
  const trusted = new Set(TRUSTED_PROXIES);
  return {
    max: RATE_LIMIT_PER_MINUTE,
    timeWindow: 60_000,
    enableDraftSpec: true,
    // normalizeIP counts an IPv6 network as one client: it has more addresses than anyone can count.
    keyGenerator: async ({ ip, headers, raw }) =>
      (await nameOf(raw, authenticator)) ??
      normalizeIP(clientOf(ip, [headers['x-forwarded-for']].flat().join(','), trusted)),
    allowList: ({ url }) => url.startsWith('/health/'),
    errorResponseBuilder: (_request, { max, ttl }) =>
      new Problem({
        status: 429,
        code: 'REQUEST.TOO_MANY_REQUESTS',
        detail: `At most ${max} requests a minute are taken from one client`,
        retryAfter: Math.ceil(ttl / 1_000),
      }),
  };
}

/** Of a caller with a valid token; no address looks like it, and no subject of a token like the name of an operator's. */
async function nameOf(request: CallerRequest, authenticator: Authenticator): Promise<string | undefined> {
  if (request.headers.authorization === undefined) return undefined;
  const caller = await authenticator.authenticate(request).catch(() => ANYONE);
  if (caller === ANYONE) return undefined;
  return caller.expiresAt === undefined ? `operator ${caller.name}` : `subject ${caller.name}`;
}
