import { beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, type Tree } from '@nx/devkit';
import { type ConsumerOptions, describeConsumer } from './consumer.js';
import { servicesIn } from './services.js';
import { realTree } from './testing/real-tree.js';

describe('describeConsumer', () => {
  let tree: Tree;
  beforeAll(() => {
    tree = realTree();
  });
  const describeIt = (options: Partial<ConsumerOptions>) =>
    describeConsumer(tree, { name: 'order-archive', events: ['ORDER_CONFIRMED'], ...options });

  it('takes the next port and all names from the one that was given', () => {
    const portOffset = Math.max(...servicesIn(tree).map((service) => service.portOffset)) + 1;
    expect(describeIt({})).toMatchObject({
      className: 'OrderArchive',
      title: 'Order archive',
      database: 'order_archive',
      portOffset,
      port: 3000 + portOffset,
    });
  });

  it('puts events under their topics, each with the data of the contract’s example', () => {
    const { events, topics } = describeIt({ events: ['ORDER_REFUNDED', 'ORDER_CREATED', 'ORDER_CONFIRMED'] });
    expect(topics.map(({ key, events: some }) => [key, some.map(({ className }) => className)])).toEqual([
      ['OrderEvents', ['OrderCreated', 'OrderConfirmed']],
      ['TransactionEvents', ['OrderRefunded']],
    ]);
    const { orderId: _, ...data } = readJson<{ orderId: string }>(
      tree,
      'libs/contracts/examples/ORDER_CREATED.v1.json',
    );
    expect(JSON.parse(`{${events[0]!.data}}`)).toEqual(data);
  });

  it.each<[string, Partial<ConsumerOptions>]>([
    ['"Shipping" is no name for a service', { name: 'Shipping' }],
    ['"2-many" is no name for a service', { name: '2-many' }],
    ['"a--b" is no name for a service', { name: 'a--b' }],
    ['apps/inventory exists already', { name: 'inventory' }],
    ['The database orders is another service’s', { name: 'orders' }],
    ['There is no event "ORDER_SHIPPED": --events takes ORDER_CREATED, ORDER_CONFIRMED', { events: ['ORDER_SHIPPED'] }],
    ['A consumer needs an event', { events: [] }],
    ['Port 3002 is that of Inventory', { port: 3002 }],
    ['--port=9092: choose one from 3001 to 3099', { port: 9092 }],
  ])('refuses: %s', (message, options) => {
    expect(() => describeIt(options)).toThrow(message.replace('’', "'"));
  });
});
