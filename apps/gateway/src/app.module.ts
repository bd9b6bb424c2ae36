import { Module } from '@nestjs/common';
import { ServiceModule } from '@orderflow/service';
import { GatewaySettings } from './config.js';
import { FrontPageController } from './front-page.controller.js';
import { UpstreamHealth } from './upstreams/upstream-health.js';
import { UpstreamsModule } from './upstreams/upstreams.module.js';

@Module({
  imports: [
    ServiceModule.forRoot({ name: 'gateway', title: 'Gateway', settings: GatewaySettings, health: [UpstreamHealth] }),
    UpstreamsModule,
  ],
  controllers: [FrontPageController],
})
export class AppModule {}
