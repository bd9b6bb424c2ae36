import { Module } from '@nestjs/common';
import { BackendModule } from '@orderflow/service/backend';
import { AnalyticsSettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { invariants } from './invariants/index.js';
import { JourneysModule } from './journeys/journeys.module.js';
import { RecordingModule } from './recording/recording.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { StreamModule } from './stream/stream.module.js';

@Module({
  imports: [
    BackendModule.forRoot({
      name: 'analytics',
      title: 'Analytics',
      settings: AnalyticsSettings,
      migrations,
      invariants,
      gatherMs: 100, // less than the pace of its live stream
    }),
    RecordingModule,
    ReportsModule,
    JourneysModule,
    StreamModule,
  ],
})
export class AppModule {}
