import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { TopicBrowser } from '@orderflow/messaging/topics';
import { GatewaySettings } from '../config.js';
import { TopicsController } from './topics.controller.js';

/** What lies in Kafka. The gateway starts and serves without it. */
@Module({
  controllers: [TopicsController],
  providers: [
    {
      provide: TopicBrowser,
      inject: [GatewaySettings],
      useFactory: ({ KAFKA_BROKERS: brokers, kafkaSecurity: security, KAFKA_NAMESPACE: namespace }: GatewaySettings) =>
        new TopicBrowser({ clientId: 'gateway', brokers, security, namespace }),
    },
  ],
  exports: [TopicBrowser],
})
export class TopicsModule implements OnApplicationShutdown {
  constructor(private readonly topics: TopicBrowser) {}

  /** After the HTTP server has closed: until then somebody may be reading. */
  onApplicationShutdown(): void {
    this.topics.close();
  }
}
