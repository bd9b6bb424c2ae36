import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module.js';
import { RollupRepository } from '../rollups/rollup.repository.js';
import { EventsHandler } from './events.handler.js';

/** Writes what the others read. */
@Module({
  imports: [EventLogModule],
  controllers: [EventsHandler],
  providers: [RollupRepository],
})
export class RecordingModule {}
