import { expect, it } from '@jest/globals';
import type { ConsumerGroup, Topics } from '../../api/topics';
import { barOf, topicRows } from './lag-matrix';

type Topic = Topics['topics'][number];

const topic = (name: string, ...ranges: [number, number][]): Topic => ({
  name,
  partitions: ranges.map(([begin, end], partition) => ({ partition, begin, end })),
});
const group = (name: string, on: string, ...lags: number[]): ConsumerGroup => ({
  name,
  state: 'Stable',
  members: 1,
  lag: lags.reduce((total, lag) => total + lag, 0),
  partitions: lags.map((lag, partition) => ({
    topic: on,
    partition,
    committed: 100 - lag,
    end: 100,
    lag,
    member: 'm',
  })),
});

it('puts topics, partitions and the lag of their groups together', () => {
  const [row] = topicRows(
    [topic('orders', [10, 100], [0, 100])],
    [group('b', 'orders', 4, 3), group('a', 'orders', 0, 1)],
  );
  expect(row).toEqual({
    name: 'orders',
    messages: 190,
    readers: [
      { group: 'a', lag: 1 },
      { group: 'b', lag: 7 },
    ],
    partitions: [
      {
        partition: 0,
        begin: 10,
        end: 100,
        messages: 90,
        lags: new Map([
          ['b', { lag: 4, committed: 96, member: 'm' }],
          ['a', { lag: 0, committed: 100, member: 'm' }],
        ]),
      },
      {
        partition: 1,
        begin: 0,
        end: 100,
        messages: 100,
        lags: new Map([
          ['b', { lag: 3, committed: 97, member: 'm' }],
          ['a', { lag: 1, committed: 99, member: 'm' }],
        ]),
      },
    ],
  });
});

it('lists what someone reads first, and counts a group only where it reads', () => {
  const rows = topicRows(
    [topic('dead', [0, 5]), topic('orders', [0, 100]), topic('stock', [0, 100])],
    [group('a', 'stock', 2)],
  );
  expect(rows.map(({ name, readers }) => [name, readers])).toEqual([
    ['stock', [{ group: 'a', lag: 2 }]],
    ['dead', []],
    ['orders', []],
  ]);
});

it.each([
  [0, 100, 0],
  [50, 100, 0.5],
  [100, 100, 1],
  [1, 10_000, 0.02],
  [0, 0, 0],
  [5, 0, 0],
  [120, 100, 1],
])('a lag of %d where the largest is %d fills %d of its bar', (lag, largest, share) => {
  expect(barOf(lag, largest)).toBe(share);
});
