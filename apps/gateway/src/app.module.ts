import { Module } from '@nestjs/common';
import { ServiceModule } from '@orderflow/service';
import { AsyncApiDirectory } from './asyncapi/asyncapi-directory.js';
import { GatewaySettings } from './config.js';
import { DashboardDirectory } from './dashboard/dashboard-directory.js';
import { InvariantsModule } from './invariants/invariants.module.js';
import { LiveModule } from './live/live.module.js';
import { RateLimitMetrics } from './rate-limit/rate-limit-metrics.js';
import { SystemModule } from './system/system.module.js';
import { TopicsModule } from './topics/topics.module.js';
import { UpstreamHealth } from './upstreams/upstream-health.js';
import { UpstreamsModule } from './upstreams/upstreams.module.js';

@Module({
  imports: [
    ServiceModule.forRoot({ name: 'gateway', title: 'Gateway', settings: GatewaySettings, health: [UpstreamHealth] }),
    UpstreamsModule,
    InvariantsModule,
    LiveModule,
    SystemModule,
    TopicsModule,
  ],
  providers: [AsyncApiDirectory, DashboardDirectory, RateLimitMetrics],
})
export class AppModule {}
