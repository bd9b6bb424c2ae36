import { randomUUID } from 'node:crypto';
import { InventoryReserved, OrderCreated, OrderProcessed, Topic } from '@orderflow/contracts';
import { type Message } from 'kafkajs';
import { type ChaosSystem } from '../system/chaos-system.js';
import { withProducer } from '../system/kafka.js';
import { type Fault } from './fault.js';

/** A type of each topic that is handled, so that what is wrong is the rest. */
const TYPES: Readonly<Record<Topic, string>> = {
  [Topic.OrderEvents]: OrderCreated.type,
  [Topic.InventoryEvents]: InventoryReserved.type,
  [Topic.TransactionEvents]: OrderProcessed.type,
};
/** With its key and headers just below the broker's limit for a message, 1 MiB. */
const LARGE_BYTES = 1_040_000;
/** Above it. */
const TOO_LARGE_BYTES = 1_200_000;

export const poison: Fault = {
  name: 'poison',
  about: 'messages that nobody can handle in every topic, and an event that Kafka refuses',
  seconds: 2,
  async inject(system, random) {
    const topicMessages = Object.values(Topic).map((topic) => ({ topic, messages: poisonOf(TYPES[topic]) }));
    await withProducer(system.addresses.kafkaBrokers, async (producer) => {
      for (const { topic, messages } of topicMessages) {
        // One by one: two of them together may be larger than a batch may be.
        for (const message of random.shuffle(messages)) await producer.send({ topic, messages: [message] });
      }
    });
    await insertTooLarge(system, 'order-api', Topic.OrderEvents);
    const sent = topicMessages.reduce((count, { messages }) => count + messages.length, 0);
    return `${sent} messages, and an event of ${TOO_LARGE_BYTES / 1e6} MB in the outbox of Order API`;
  },
};

/** Each with a key of its own: some of them block their key, and that must not be an order's. */
export function poisonOf(type: string): Message[] {
  const key = () => `poison-${randomUUID()}`;
  const headers = (changes = {}) => ({ ce_id: randomUUID(), ce_source: '/chaos', ce_type: type, ...changes });
  return [
    { key: key(), value: 'not JSON', headers: headers() },
    { key: key(), value: Buffer.from([0xff, 0xfe, 0x00]), headers: headers() },
    { key: key(), value: null, headers: headers() },
    { key: key(), value: '{}' },
    { key: key(), value: '{}', headers: headers({ ce_type: 'SOMETHING_ELSE' }) },
    { key: key(), value: '{}', headers: headers({ ce_dataschemaversion: '99' }) },
    { key: key(), value: '{"orderId":"not an id"}', headers: headers() },
    { key: `${key()}\0`, value: '{}', headers: headers() },
    { key: null, value: '{}', headers: headers() },
    { key: key(), value: JSON.stringify({ orderId: 'x'.repeat(LARGE_BYTES) }), headers: headers() },
  ];
}

/** As a handler would publish it. The relay puts it aside, and sends the others. */
async function insertTooLarge(system: ChaosSystem, service: string, topic: Topic): Promise<void> {
  await system.databases.query(service, 'INSERT INTO outbox (topic, key, value, headers) VALUES ($1, $2, $3, $4)', [
    topic,
    Buffer.from(`poison-${randomUUID()}`),
    Buffer.alloc(TOO_LARGE_BYTES),
    '{}',
  ]);
}
