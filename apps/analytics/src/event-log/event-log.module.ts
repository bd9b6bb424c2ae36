import { Module } from '@nestjs/common';
import { ArrivalsRepository } from './arrivals.repository.js';
import { DayPartitions } from './day-partitions.js';
import { EventLogRepository } from './event-log.repository.js';
import { EventsController } from './events.controller.js';

/** Every event, kept. */
@Module({
  controllers: [EventsController],
  providers: [EventLogRepository, ArrivalsRepository, DayPartitions],
  exports: [EventLogRepository, ArrivalsRepository],
})
export class EventLogModule {}
