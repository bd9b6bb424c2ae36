// The same services on Nest's own Kafka transport as it is shipped, with the same guarantees, as its user would write
// them: a transaction per message with inbox and outbox, and a relay that polls.
import 'reflect-metadata';
import { Logger, Module, ValidationPipe, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ServerKafka, type MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Kafka } from 'kafkajs';
import { AnalyticsController } from './analytics.controller.js';
import { pool, UnitOfWork } from './unit-of-work.js';
import { HealthController } from './health.controller.js';
import { InventoryController } from './inventory.controller.js';
import { NotificationController } from './notification.controller.js';
import { OrderEventsController } from './order-events.controller.js';
import { OrdersController } from './orders.controller.js';
import { Relay } from './relay.js';
import { TransactionController } from './transaction.controller.js';

const controllers: Record<string, Type[]> = {
  'order-api': [OrdersController, OrderEventsController],
  inventory: [InventoryController],
  transaction: [TransactionController],
  notification: [NotificationController],
  analytics: [AnalyticsController],
};

const name = process.argv[2]!;
const { KAFKA_BROKERS, KAFKA_NAMESPACE = '', PARTITIONS_AT_ONCE, PORT } = process.env;
const brokers = KAFKA_BROKERS!.split(',');

@Module({ controllers: [HealthController, ...controllers[name]!], providers: [UnitOfWork] })
class AppModule {}

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['fatal', 'error', 'warn', 'log'] });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
const strategy = new ServerKafka({
  client: { clientId: name, brokers },
  consumer: { groupId: KAFKA_NAMESPACE + name },
  subscribe: { fromBeginning: true },
  run: PARTITIONS_AT_ONCE ? { partitionsConsumedConcurrently: Number(PARTITIONS_AT_ONCE) } : undefined,
});
app.connectMicroservice<MicroserviceOptions>({ strategy });
await app.startAllMicroservices();
const relay = new Relay(pool, new Kafka({ clientId: `${name}-relay`, brokers }));
await relay.start();
await app.listen(Number(PORT), '127.0.0.1');
new Logger(name).log('serves');
