import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module.js';
import { StreamController } from './stream.controller.js';
import { StreamPace } from './stream-pace.js';
import { SummaryStream } from './summary-stream.js';

/** The summary, live. */
@Module({
  imports: [ReportsModule],
  controllers: [StreamController],
  providers: [SummaryStream, StreamPace],
})
export class StreamModule {}
