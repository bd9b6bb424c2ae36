import { Module, type DynamicModule } from '@nestjs/common';
import { DatabaseHealth, DatabaseModule, type Migrations } from '@orderflow/database';
import { MessagingHealth, MessagingModule } from '@orderflow/messaging';
import { DeadLettersController } from '../dead-letters/dead-letters.controller.js';
import { invariantProviders } from '../invariants/invariant-providers.js';
import type { Invariants } from '../invariants/invariant.js';
import { InvariantsController } from '../invariants/invariants.controller.js';
import { BackendMetricsModule } from '../metrics/backend-metrics.module.js';
import { MessagingMetrics } from '../metrics/messaging-metrics.js';
import { ServiceModule } from '../service.module.js';
import { BackendSettings } from '../settings/backend-settings.js';
import type { SettingsClass } from '../settings/validate-settings.js';
import { UnavailableFilter } from './unavailable.filter.js';

export interface BackendOptions {
  /** Its consumer group, its Kafka client id, and `/name` is the source of its events. */
  readonly name: string;
  readonly title: string;
  readonly settings: SettingsClass<BackendSettings>;
  readonly migrations: Migrations;
  /** See `MessagingOptions`. Default: 0. */
  readonly gatherMs?: number;
  /** What is checked of its data. Default: nothing. */
  readonly invariants?: Invariants;
}

/**
 * What every service with a database of its own that takes part in the events is built on. Imported as
 * `@orderflow/service/backend`, so that a service without either does not load them.
 */
@Module({})
export class BackendModule {
  static forRoot(options: BackendOptions): DynamicModule {
    const { name, title, settings, migrations, gatherMs = 0, invariants = { checks: [] } } = options;
    return {
      module: BackendModule,
      controllers: [DeadLettersController, InvariantsController],
      providers: invariantProviders(invariants, settings),
      imports: [
        ServiceModule.forRoot({
          name,
          title,
          settings,
          health: [DatabaseHealth, MessagingHealth],
          filter: UnavailableFilter,
        }),
        DatabaseModule.forRootAsync({
          inject: [settings],
          useFactory: ({ DATABASE_URL, DATABASE_POOL_SIZE, KAFKA_SESSION_TIMEOUT }: BackendSettings) => ({
            url: DATABASE_URL,
            poolSize: DATABASE_POOL_SIZE,
            applicationName: name,
            migrations,
            maxWaitMs: Math.floor(KAFKA_SESSION_TIMEOUT / 3),
          }),
        }),
        BackendMetricsModule,
        MessagingModule.forRootAsync({
          observer: MessagingMetrics,
          inject: [settings],
          useFactory: (settings: BackendSettings) => ({
            service: name,
            gatherMs,
            brokers: settings.KAFKA_BROKERS,
            security: settings.kafkaSecurity,
            namespace: settings.KAFKA_NAMESPACE,
            databaseUrl: settings.DATABASE_URL,
            sessionTimeoutMs: settings.KAFKA_SESSION_TIMEOUT,
            retry: {
              attempts: settings.RETRY_ATTEMPTS,
              initialMs: settings.RETRY_INITIAL_WAIT,
              maxMs: settings.RETRY_MAX_WAIT,
            },
            maxParked: settings.PARKED_LIMIT,
            maxOutbox: settings.OUTBOX_LIMIT,
            tracing: settings.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
          }),
        }),
      ],
    };
  }
}
