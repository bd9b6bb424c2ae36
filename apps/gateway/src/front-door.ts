import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GatewaySettings } from './config.js';
import { DashboardDirectory } from './dashboard/dashboard-directory.js';
import { serveDashboard } from './dashboard/serve-dashboard.js';
import { rateLimitOptions } from './rate-limit/rate-limit-options.js';
import { proxyDeadLetters } from './upstreams/proxy-dead-letters.js';
import { proxyOperatorPaths, proxyUpstream } from './upstreams/proxy-upstream.js';
import { upstreams } from './upstreams/upstreams.js';

/**
 * Adds the security headers, the rate limit, the services' routes and the dashboard. Both former hold for routes added
 * after them.
 */
export async function openFrontDoor(app: NestFastifyApplication): Promise<void> {
  const settings = app.get(GatewaySettings);
  await app.register(helmet, {
    // TLS ends before the gateway, if anywhere: a browser that was told to upgrade would find nothing.
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  await app.register(rateLimit, rateLimitOptions(settings));
  for (const upstream of upstreams) {
    await app.register(proxyUpstream, { upstream, settings });
    if (upstream.operatorPaths) await app.register(proxyOperatorPaths, { upstream, settings });
  }
  await app.register(proxyDeadLetters, { settings });
  await app.register(serveDashboard, { directory: app.get(DashboardDirectory).path });
}
