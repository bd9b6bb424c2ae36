import { expect, it } from '@jest/globals';
import { topics } from './topics.js';

it('has a topic per aggregate with room for order per key, and dead letters for each consumer group', () => {
  expect(topics.map(({ topic, numPartitions }) => [topic, numPartitions])).toEqual([
    ['order-events', 6],
    ['inventory-events', 6],
    ['transaction-events', 6],
    ['order-api.dead-letters', 1],
    ['inventory.dead-letters', 1],
    ['notification.dead-letters', 1],
    ['analytics.dead-letters', 1],
    ['transaction.dead-letters', 1],
  ]);
});
