import { describe, expect, it } from '@jest/globals';
import {
  fieldsOf,
  messagesQueryOf,
  messageViewOf,
  nextQueryOf,
  NO_FIELDS,
  wholeOf,
  type MessageView,
  type NextPage,
  type Seek,
} from './message-view';

const read = (query: string) => messageViewOf({ ...NO_FIELDS, ...Object.fromEntries(new URLSearchParams(query)) });

describe('a view and its hash query', () => {
  it.each<[string, MessageView]>([
    ['the latest', { topic: 'order-events', seek: { by: 'latest' } }],
    ['a key', { topic: 'order-events', seek: { by: 'key', key: 'a&b=c ü' } }],
    ['an offset', { topic: 'order-events', seek: { by: 'offset', partition: 0, offset: 0 } }],
    ['a time', { topic: 'order-events', seek: { by: 'time', from: '2026-11-21T12:00:00.000Z' } }],
    ['a filter', { topic: 'x', seek: { by: 'latest' }, type: 'ORDER_CREATED', contains: '"itemId":"A+B"' }],
  ])('agree for %s', (_what, view) => {
    expect(messageViewOf(fieldsOf(view))).toEqual(view);
  });

  it.each(['partition=1', 'offset=5', 'partition=-1&offset=5', 'partition=1&offset=x', 'from=yesterday', 'key='])(
    '%s is no position: the latest',
    (query) => {
      expect(read(`topic=x&${query}`)?.seek).toEqual({ by: 'latest' });
    },
  );

  it('is none without a topic', () => {
    expect(read('key=a')).toBeUndefined();
  });
});

describe('the next page', () => {
  const after = (seek: Seek, next: NextPage) =>
    nextQueryOf({ ...messagesQueryOf({ topic: 'x', seek, type: 'T', contains: 'A' }), limit: 50 }, next);
  const filter = { type: 'T', contains: 'A', limit: 50 };

  it.each<[Seek, NextPage, object]>([
    [{ by: 'latest' }, { before: '0:7,1:9' }, { before: '0:7,1:9' }],
    [{ by: 'time', from: '2026-11-21T12:00:00Z' }, { offsets: '0:7' }, { offsets: '0:7' }],
    [{ by: 'offset', partition: 2, offset: 5 }, { offsets: '2:55' }, { partition: 2, offsets: '2:55' }],
    [{ by: 'key', key: 'k' }, { before: '3:1' }, { key: 'k', before: '3:1' }],
  ])('after %j goes on with the same filter from where the last one has ended', (seek, next, place) => {
    expect(after(seek, next)).toEqual({ ...filter, ...place });
  });
});

it.each([
  ['0', 0],
  ['12', 12],
  ['', undefined],
  [' 1', undefined],
  ['1e3', undefined],
  ['9'.repeat(16), undefined],
])('reads %j as the whole number %s', (text, whole) => {
  expect(wholeOf(text)).toBe(whole);
});
