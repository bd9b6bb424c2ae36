import { Kafka, logLevel } from 'kafkajs';
import { until } from './until.js';

const TOPIC = 'warm-up';
const PARTITIONS = 6;
const BATCH = 50;
const VALUE = 'x'.repeat(400);
/** A fetch that is under way keeps the consumer from ending. */
const MAX_WAIT_MS = 100;

/**
 * Sends and reads so many small messages, as relays and consumers do: a cold broker is compiled while it runs, which
 * takes half a core from whoever is measured first.
 */
export async function warmUpBroker(brokers: string, messages: number): Promise<void> {
  const kafka = new Kafka({ clientId: TOPIC, brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const [admin, producer, consumer] = [
    kafka.admin(),
    kafka.producer(),
    kafka.consumer({ groupId: TOPIC, maxWaitTimeInMs: MAX_WAIT_MS }),
  ];
  await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS }] });
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  let read = 0;
  await consumer.run({ eachBatch: ({ batch }) => Promise.resolve(void (read += batch.messages.length)) });
  for (let sent = 0; sent < messages; sent += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, n) => ({ key: String(sent + n), value: VALUE }));
    await producer.send({ topic: TOPIC, messages: batch });
  }
  await until(() => read >= messages, 'the messages of the warm-up are read');
  await consumer.disconnect();
  await admin.deleteTopics({ topics: [TOPIC] });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
}
