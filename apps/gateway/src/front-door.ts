import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GatewaySettings } from './config.js';
import { rateLimitOptions } from './rate-limit/rate-limit-options.js';
import { proxyDeadLetters } from './upstreams/proxy-dead-letters.js';
import { proxyUpstream } from './upstreams/proxy-upstream.js';
import { upstreams } from './upstreams/upstreams.js';

/** Adds the security headers, the rate limit and the services' routes. Both former hold for routes added after them. */
export async function openFrontDoor(app: NestFastifyApplication): Promise<void> {
  const settings = app.get(GatewaySettings);
  await app.register(helmet, {
    // TLS ends before the gateway, if anywhere: a browser that was told to upgrade would find nothing.
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  await app.register(rateLimit, rateLimitOptions(settings));
  for (const upstream of upstreams) {
    const timeoutMs = settings.UPSTREAM_TIMEOUT_SECONDS * 1_000;
    await app.register(proxyUpstream, { upstream, url: settings.urlOf(upstream), timeoutMs });
  }
  await app.register(proxyDeadLetters, { settings });
}
