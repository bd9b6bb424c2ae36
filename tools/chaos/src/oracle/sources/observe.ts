import { Topic } from '@orderflow/contracts';
import type { Evidence } from '../../evidence.js';
import { digestOf, headerOf, readMessage } from '../message.js';
import { coordinatesOf, type Books, type Message, type Observed } from '../observed.js';
import { readBooks, readNotifications, readStates } from './databases.js';
import { readOrders, readStock, readSummary, readUnitsCounted } from './rest.js';
import { readTopics } from './topics.js';

/** Reads all that there is to see, by public REST, from the databases and from Kafka. The system must be quiet. */
export async function observe({ brokers, databaseUrls, urls, accepted }: Evidence): Promise<Observed> {
  const [orders, stock, summary, unitsCounted] = await Promise.all([
    readOrders(urls['order-api']!),
    readStock(urls.inventory!),
    readSummary(urls.analytics!),
    readUnitsCounted(urls.analytics!),
  ]);
  const [reservations, transactions, notifications] = await Promise.all([
    readStates(databaseUrls.inventory!, 'reservation'),
    readStates(databaseUrls.transaction!, 'transaction'),
    readNotifications(databaseUrls.notification!),
  ]);
  return {
    accepted,
    orders,
    stock,
    summary,
    unitsCounted,
    reservations,
    transactions,
    notifications,
    log: await readLog(brokers),
    books: await readAllBooks(brokers, databaseUrls),
  };
}

async function readLog(brokers: string): Promise<Message[]> {
  const log: Message[] = [];
  await readTopics(brokers, Object.values(Topic), (raw) => log.push(readMessage(raw)));
  return log;
}

async function readAllBooks(brokers: string, databaseUrls: Evidence['databaseUrls']): Promise<Books[]> {
  const copies = new Map(Object.keys(databaseUrls).map((service) => [service, new Map<string, string>()]));
  const topics = [...copies.keys()].map((service) => service + DEAD_LETTERS);
  await readTopics(brokers, topics, (raw) => {
    const original = (name: string) => headerOf(raw, `deadletter-${name}`) ?? '';
    const [topic, partition, offset] = [original('topic'), Number(original('partition')), original('offset')];
    copies
      .get(raw.topic.slice(0, -DEAD_LETTERS.length))!
      .set(coordinatesOf({ topic, partition, offset }), digestOf(raw));
  });
  return Promise.all(
    Object.entries(databaseUrls).map(async ([service, url]) => ({
      ...(await readBooks(service, url)),
      deadLetters: copies.get(service)!,
    })),
  );
}

const DEAD_LETTERS = '.dead-letters';
