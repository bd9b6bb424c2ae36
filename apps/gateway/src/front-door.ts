import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authenticator } from '@orderflow/service';
import { AsyncApiDirectory } from './asyncapi/asyncapi-directory.js';
import { serveAsyncApi } from './asyncapi/serve-asyncapi.js';
import { GatewaySettings } from './config.js';
import { DashboardDirectory } from './dashboard/dashboard-directory.js';
import { serveDashboard } from './dashboard/serve-dashboard.js';
import { RateLimitMetrics } from './rate-limit/rate-limit-metrics.js';
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
  const authenticator = app.get(Authenticator);
  await app.register(helmet, {
    // TLS ends before the gateway, if anywhere: a browser that was told to upgrade would find nothing.
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  const onExceeded = () => app.get(RateLimitMetrics).refused();
  await app.register(rateLimit, { ...rateLimitOptions(settings, authenticator), onExceeded });
  for (const upstream of upstreams) {
    await app.register(proxyUpstream, { upstream, settings, authenticator });
    if (upstream.operatorPaths) await app.register(proxyOperatorPaths, { upstream, settings, authenticator });
  }
  await app.register(proxyDeadLetters, { settings, authenticator });
  await app.register(serveAsyncApi, { directory: app.get(AsyncApiDirectory).path });
  await app.register(serveDashboard, { directory: app.get(DashboardDirectory).path });
}
