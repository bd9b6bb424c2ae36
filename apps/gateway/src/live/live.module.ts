import { Module } from '@nestjs/common';
import { InvariantsModule } from '../invariants/invariants.module.js';
import { SystemModule } from '../system/system.module.js';
import { CustomerLive } from './customer-live.js';
import { LiveController } from './live.controller.js';
import { LiveHub } from './live-hub.js';
import { LivePace } from './live-pace.js';

/** The system, live. */
@Module({
  imports: [InvariantsModule, SystemModule],
  controllers: [LiveController],
  providers: [CustomerLive, LiveHub, LivePace],
})
export class LiveModule {}
