import { expect, it } from '@jest/globals';
import type { Message } from '../../api/topics';
import { idOf, typeOf, typesOf } from './message';

const message = (ceType: unknown): Message => ({
  topic: 'order-events',
  partition: 3,
  offset: 1207,
  timestamp: '2026-11-21T12:00:00.000Z',
  key: null,
  headers: { ce_type: ceType },
  payload: null,
  size: 0,
});

it('is found again by topic, partition and offset', () => {
  expect(idOf(message('A'))).toBe('order-events/3/1207');
});

it('has a type when its header is text', () => {
  expect(typeOf(message('ORDER_CREATED'))).toBe('ORDER_CREATED');
  expect(typeOf(message({ base64: '/w==' }))).toBeNull();
  expect(typeOf({ headers: {} })).toBeNull();
});

it('lists each type once', () => {
  expect(typesOf([message('B'), message('A'), message(['A', 'B']), message('B')])).toEqual(['A', 'B']);
});
