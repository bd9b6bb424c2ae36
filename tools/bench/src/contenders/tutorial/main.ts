// What tutorials about microservices with Kafka show: Express, kafkajs, a `send` per request and per message, and stores
// in memory. A crash loses the stores, and whatever was answered before it was sent on.
import express from 'express';
import { analytics } from './analytics.js';
import { inventory } from './inventory.js';
import { Kafka, logLevel } from 'kafkajs';
import { notification } from './notification.js';
import { orderApi } from './order-api.js';
import { type OrderEvent, type Service } from './service.js';
import { transaction } from './transaction.js';

const services: Record<string, Service> = { 'order-api': orderApi, inventory, transaction, notification, analytics };

const name = process.argv[2]!;
const { KAFKA_BROKERS, KAFKA_NAMESPACE = '', PORT } = process.env;
const kafka = new Kafka({ clientId: name, brokers: KAFKA_BROKERS!.split(','), logLevel: logLevel.WARN });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: KAFKA_NAMESPACE + name });
const app = express();
app.use(express.json());

const service = services[name]!({
  app,
  publish: async (topic, type, event) => {
    await producer.send({
      topic: KAFKA_NAMESPACE + topic,
      messages: [{ key: event.orderId, value: JSON.stringify(event), headers: { ce_type: type } }],
    });
  },
});
app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
app.get('/tally', (_request, response) => void response.json(service.tally()));

await Promise.all([producer.connect(), consumer.connect()]);
await consumer.subscribe({
  topics: service.subscriptions.map((topic) => KAFKA_NAMESPACE + topic),
  fromBeginning: true,
});
await consumer.run({
  eachMessage: async ({ message: { headers, value } }) => {
    await service.onEvent(String(headers!.ce_type), JSON.parse(value!.toString()) as OrderEvent);
  },
});
app.listen(Number(PORT), '127.0.0.1');
