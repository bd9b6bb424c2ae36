import { Global, Module } from '@nestjs/common';
import { MessagingSizes } from '@orderflow/messaging';
import { MessagingMetrics } from './messaging-metrics.js';
import { PoolMetrics } from './pool-metrics.js';
import { SizeMetrics } from './size-metrics.js';
import { StandingMetrics } from './standing-metrics.js';

/** The metrics of a service with a database that takes part in the events. Global: messaging asks for its observer. */
@Global()
@Module({
  providers: [MessagingMetrics, MessagingSizes, PoolMetrics, SizeMetrics, StandingMetrics],
  exports: [MessagingMetrics],
})
export class BackendMetricsModule {}
