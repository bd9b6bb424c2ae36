import { Global, Module } from '@nestjs/common';
import { OwnCredentials } from './own-credentials.js';
import { UpstreamHealth } from './upstream-health.js';

/** Global, so that the health page can ask. */
@Global()
@Module({ providers: [OwnCredentials, UpstreamHealth], exports: [OwnCredentials, UpstreamHealth] })
export class UpstreamsModule {}
