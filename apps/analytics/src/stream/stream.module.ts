import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { ArrivalsStream } from './arrivals-stream.js';
import { StreamController } from './stream.controller.js';
import { StreamPace } from './stream-pace.js';
import { SummaryStream } from './summary-stream.js';

/** The summary, live, and the events themselves. */
@Module({
  imports: [ReportsModule, EventLogModule],
  controllers: [StreamController],
  providers: [SummaryStream, ArrivalsStream, StreamPace],
})
export class StreamModule {}
