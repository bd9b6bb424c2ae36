import { Module } from '@nestjs/common';
import { TopicsModule } from '../topics/topics.module.js';
import { ConsumerLag } from './consumer-lag.js';
import { SystemController } from './system.controller.js';
import { SystemStatus } from './system-status.js';

/** How the system is. */
@Module({
  imports: [TopicsModule],
  controllers: [SystemController],
  providers: [ConsumerLag, SystemStatus],
  exports: [ConsumerLag, SystemStatus],
})
export class SystemModule {}
