import { Module } from '@nestjs/common';
import { DatabaseHealth, DatabaseModule } from '@orderflow/database';
import { MessagingHealth, MessagingModule } from '@orderflow/messaging';
import { ServiceModule } from '@orderflow/service';
import { AnalyticsSettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { JourneysModule } from './journeys/journeys.module.js';
import { RecordingModule } from './recording/recording.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { StreamModule } from './stream/stream.module.js';

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'analytics',
      title: 'Analytics',
      settings: AnalyticsSettings,
      health: [DatabaseHealth, MessagingHealth],
    }),
    DatabaseModule.forRootAsync({
      inject: [AnalyticsSettings],
      useFactory: ({ DATABASE_URL, DATABASE_POOL_SIZE }: AnalyticsSettings) => ({
        url: DATABASE_URL,
        poolSize: DATABASE_POOL_SIZE,
        applicationName: 'analytics',
        migrations,
      }),
    }),
    MessagingModule.forRootAsync({
      inject: [AnalyticsSettings],
      useFactory: ({ DATABASE_URL, KAFKA_BROKERS, KAFKA_NAMESPACE }: AnalyticsSettings) => ({
        service: 'analytics',
        brokers: KAFKA_BROKERS,
        namespace: KAFKA_NAMESPACE,
        databaseUrl: DATABASE_URL,
      }),
    }),
    RecordingModule,
    ReportsModule,
    JourneysModule,
    StreamModule,
  ],
})
export class AppModule {}
