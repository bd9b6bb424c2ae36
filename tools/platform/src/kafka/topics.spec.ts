import { expect, it } from '@jest/globals';
import { databaseServices } from '../services.js';
import { topics } from './topics.js';

it('has a topic per aggregate with room for order per key, and dead letters for each consumer group', () => {
  expect(topics.map(({ topic, numPartitions }) => [topic, numPartitions])).toEqual([
    ['order-events', 6],
    ['inventory-events', 6],
    ['transaction-events', 6],
    ...databaseServices.map(({ name }) => [`${name}.dead-letters`, 1]),
  ]);
});
