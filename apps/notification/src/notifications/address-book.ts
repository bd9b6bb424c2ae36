import { Injectable } from '@nestjs/common';
import { NotificationSettings } from '../config.js';
import { Channel } from './domain/index.js';

/** Where a customer is reached. The one that asks a customer service takes this one's place. */
@Injectable()
export class AddressBook {
  constructor(private readonly settings: NotificationSettings) {}

  /** An email address by the template; for an SMS, until somebody knows phone numbers, the customer's id. */
  addressOf(customerId: string, channel: Channel): string {
    if (channel === Channel.Sms) return customerId;
    // Encoded: a customer id is any text, and must not become a second recipient or another domain.
    return this.settings.MAIL_TO_TEMPLATE.replaceAll('{customerId}', () => encodeURIComponent(customerId));
  }
}
