import { normalizeIP, type RateLimitPluginOptions } from '@fastify/rate-limit';
import { Problem } from '@orderflow/service';
import type { GatewaySettings } from '../config.js';
import { clientOf } from './client-of.js';

/** So many requests a minute for each client; probes are never refused. */
export function rateLimitOptions({ RATE_LIMIT_PER_MINUTE, TRUSTED_PROXIES }: GatewaySettings): RateLimitPluginOptions {
  const trusted = new Set(TRUSTED_PROXIES);
  return {
    max: RATE_LIMIT_PER_MINUTE,
    timeWindow: 60_000,
    enableDraftSpec: true,
    // normalizeIP counts an IPv6 network as one client: it has more addresses than anyone can count.
    keyGenerator: ({ ip, headers }) =>
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
