import { Module } from '@nestjs/common';
import { AddressBook } from './address-book.js';
import { EmailHandler } from './email.handler.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationsController } from './notifications.controller.js';
import { SmsHandler } from './sms.handler.js';

/** What customers are told, and what they were told. */
@Module({
  controllers: [EmailHandler, SmsHandler, NotificationsController],
  providers: [NotificationRepository, AddressBook],
})
export class NotificationsModule {}
