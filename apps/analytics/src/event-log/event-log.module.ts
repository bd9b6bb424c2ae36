import { Module } from '@nestjs/common';
import { DayPartitions } from './day-partitions.js';
import { EventLogRepository } from './event-log.repository.js';

/** Every event, kept. */
@Module({
  providers: [EventLogRepository, DayPartitions],
  exports: [EventLogRepository],
})
export class EventLogModule {}
