import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DatabaseHealth, DatabaseModule, type Migrations } from '@orderflow/database';
import { MessagingHealth, MessagingModule } from '@orderflow/messaging';
import { ServiceModule } from '../service.module.js';
import { BackendSettings } from '../settings/backend-settings.js';
import type { SettingsClass } from '../settings/validate-settings.js';
import { UnavailableInterceptor } from './unavailable.interceptor.js';

export interface BackendOptions {
  /** Its consumer group, its Kafka client id, and `/name` is the source of its events. */
  readonly name: string;
  readonly title: string;
  readonly settings: SettingsClass<BackendSettings>;
  readonly migrations: Migrations;
}

/**
 * What every service with a database of its own that takes part in the events is built on. Imported as
 * `@orderflow/service/backend`, so that a service without either does not load them.
 */
@Module({})
export class BackendModule {
  static forRoot({ name, title, settings, migrations }: BackendOptions): DynamicModule {
    return {
      module: BackendModule,
      providers: [{ provide: APP_INTERCEPTOR, useClass: UnavailableInterceptor }],
      imports: [
        ServiceModule.forRoot({ name, title, settings, health: [DatabaseHealth, MessagingHealth] }),
        DatabaseModule.forRootAsync({
          inject: [settings],
          useFactory: ({ DATABASE_URL, DATABASE_POOL_SIZE }: BackendSettings) => ({
            url: DATABASE_URL,
            poolSize: DATABASE_POOL_SIZE,
            applicationName: name,
            migrations,
          }),
        }),
        MessagingModule.forRootAsync({
          inject: [settings],
          useFactory: ({ DATABASE_URL, KAFKA_BROKERS, KAFKA_NAMESPACE }: BackendSettings) => ({
            service: name,
            brokers: KAFKA_BROKERS,
            namespace: KAFKA_NAMESPACE,
            databaseUrl: DATABASE_URL,
          }),
        }),
      ],
    };
  }
}
