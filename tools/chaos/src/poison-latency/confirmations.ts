import { randomUUID } from 'node:crypto';
import { OrderConfirmed } from '@orderflow/contracts';
import { type Consumer, Kafka, logLevel } from 'kafkajs';

/** Only how long leaving takes: what arrives is handed out at once. */
const FETCH_WAIT_MS = 500;

/**
 * When each order was seen as confirmed, by its event on Kafka. Read there and not by GET with `Prefer: wait`: the service
 * has no further request per order to answer, and the times do not lie on the grid of its polling.
 */
export class Confirmations {
  private readonly times = new Map<string, number>();

  private constructor(private readonly consumer: Consumer) {}

  static async follow(brokers: string): Promise<Confirmations> {
    const kafka = new Kafka({ clientId: 'poison-latency', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: `poison-latency-${randomUUID()}`, maxWaitTimeInMs: FETCH_WAIT_MS });
    const confirmations = new Confirmations(consumer);
    const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.connect();
    await consumer.subscribe({ topic: OrderConfirmed.topic });
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ message: { headers, key } }) => {
        const type = headers?.ce_type?.toString();
        if (type === OrderConfirmed.type) confirmations.times.set(key!.toString(), performance.now());
        return Promise.resolve();
      },
    });
    await joined;
    return confirmations;
  }

  /** By `performance.now()`; undefined when it is not confirmed yet. */
  timeOf(orderId: string): number | undefined {
    return this.times.get(orderId);
  }

  close(): Promise<void> {
    return this.consumer.disconnect();
  }
}
