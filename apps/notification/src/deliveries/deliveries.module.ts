import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { NotificationSettings } from '../config.js';
import { Channel } from '../notifications/domain/index.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryPolicy } from './delivery-policy.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryWorker } from './delivery-worker.js';
import { KeepingProvider, MailProvider, SmsProvider } from './provider.js';
import { SmtpMailProvider } from './smtp-mail.provider.js';

/** Takes pending notifications to their recipients, each channel on its own. */
@Module({
  providers: [
    DeliveryRepository,
    DeliveryMetrics,
    DeliveryPolicy,
    {
      provide: MailProvider,
      inject: [NotificationSettings],
      useFactory: ({ SMTP_URL, MAIL_FROM }: NotificationSettings) =>
        SMTP_URL === undefined ? new KeepingProvider() : new SmtpMailProvider(SMTP_URL, MAIL_FROM),
    },
    { provide: SmsProvider, useClass: KeepingProvider },
  ],
})
export class DeliveriesModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: readonly DeliveryWorker[];

  constructor(
    deliveries: DeliveryRepository,
    mail: MailProvider,
    sms: SmsProvider,
    policy: DeliveryPolicy,
    metrics: DeliveryMetrics,
  ) {
    this.workers = [
      new DeliveryWorker(Channel.Email, mail, deliveries, policy, metrics),
      new DeliveryWorker(Channel.Sms, sms, deliveries, policy, metrics),
    ];
  }

  onApplicationBootstrap(): void {
    for (const worker of this.workers) worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }
}
