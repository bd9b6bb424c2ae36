import { Module } from '@nestjs/common';
import { BackendModule } from '@orderflow/service/backend';
import { NotificationSettings } from './config.js';
import { migrations } from './database/migrations/index.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { invariants } from './invariants/index.js';
import { NotificationsModule } from './notifications/notifications.module.js';

@Module({
  imports: [
    BackendModule.forRoot({
      name: 'notification',
      title: 'Notification',
      settings: NotificationSettings,
      migrations,
      invariants,
      gatherMs: 100, // nobody waits for mail
    }),
    NotificationsModule,
    DeliveriesModule,
  ],
})
export class AppModule {}
