import { Module } from '@nestjs/common';
import { DatabaseHealth, DatabaseModule } from '@orderflow/database';
import { MessagingHealth, MessagingModule } from '@orderflow/messaging';
import { ServiceModule } from '@orderflow/service';
import { NotificationSettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'notification',
      title: 'Notification',
      settings: NotificationSettings,
      health: [DatabaseHealth, MessagingHealth],
    }),
    DatabaseModule.forRootAsync({
      inject: [NotificationSettings],
      useFactory: ({ DATABASE_URL, DATABASE_POOL_SIZE }: NotificationSettings) => ({
        url: DATABASE_URL,
        poolSize: DATABASE_POOL_SIZE,
        applicationName: 'notification',
        migrations,
      }),
    }),
    MessagingModule.forRootAsync({
      inject: [NotificationSettings],
      useFactory: ({ DATABASE_URL, KAFKA_BROKERS, KAFKA_NAMESPACE }: NotificationSettings) => ({
        service: 'notification',
        brokers: KAFKA_BROKERS,
        namespace: KAFKA_NAMESPACE,
        databaseUrl: DATABASE_URL,
      }),
    }),
    NotificationsModule,
    DeliveriesModule,
  ],
})
export class AppModule {}
