import type { INestApplication } from '@nestjs/common';
import type { MicroserviceOptions, NestMicroservice } from '@nestjs/microservices';
import { RethrowFilter } from './rethrow.filter.js';
import { KafkaTransport } from './transport/kafka-transport.js';

/**
 * Connects the application's `@EventPattern` handlers to Kafka. Its global HTTP pipes, filters and interceptors do not
 * apply to them. Resolves without waiting for Kafka; call it after `app.init()` and before `app.listen()`.
 */
export async function connectMessaging(app: INestApplication): Promise<void> {
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    { strategy: app.get(KafkaTransport) },
    { inheritAppConfig: false, deferInitialization: true },
  ) as unknown as NestMicroservice;
  microservice.useGlobalFilters(new RethrowFilter());
  microservice.setIsInitHookCalled(true); // the application calls its own hooks
  await app.startAllMicroservices();
}
