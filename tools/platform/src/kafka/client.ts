import { type Admin, Kafka, logLevel } from 'kafkajs';
import { type KafkaAccess } from './access.js';

/** Runs `use` with an admin client, for as long as it takes. The caller bounds the time by trying again. */
export async function withAdmin<Result>(
  { brokers, ...security }: KafkaAccess,
  use: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const kafka = new Kafka({
    clientId: 'orderflow-platform',
    brokers: brokers.split(',').map((broker) => broker.trim()),
    ...security,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    retry: { retries: 2, initialRetryTime: 100 },
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}
