import { Global, Module } from '@nestjs/common';
import { UpstreamHealth } from './upstream-health.js';

/** Global, so that the health page can ask. */
@Global()
@Module({ providers: [UpstreamHealth], exports: [UpstreamHealth] })
export class UpstreamsModule {}
