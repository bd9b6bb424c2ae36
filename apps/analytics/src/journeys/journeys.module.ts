import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module.js';
import { JourneysController } from './journeys.controller.js';

/** What happened to an order, step by step. */
@Module({
  imports: [EventLogModule],
  controllers: [JourneysController],
})
export class JourneysModule {}
