import { describe, expect, it } from '@jest/globals';
import { fieldsOf, isSameGroup, NO_FIELDS, titleOfGroup, viewOf, type DeadLettersView, type GroupKey } from './view';

const read = (query: string) => viewOf({ ...NO_FIELDS, ...Object.fromEntries(new URLSearchParams(query)) });

describe('a view and its hash query', () => {
  it.each<[string, DeadLettersView]>([
    ['everything', { resolved: false }],
    ['a service', { service: 'transaction', resolved: true }],
    [
      'a group',
      {
        service: 'inventory',
        group: { service: 'inventory', errorCode: '23505', eventType: 'A&B=C' },
        resolved: false,
      },
    ],
    [
      'a group without a type',
      {
        service: 'inventory',
        group: { service: 'inventory', errorCode: 'NOT_JSON', eventType: null },
        resolved: false,
      },
    ],
    ['the letters of a key, one of them open', { service: 'analytics', key: 'order 7/ü', id: 42, resolved: false }],
  ])('agree for %s', (_what, view) => {
    expect(viewOf(fieldsOf(view))).toEqual(view);
  });

  it.each(['id=0', 'id=-1', 'id=1.5', 'id=x', 'id='])('%s opens no letter', (query) => {
    expect(read(`service=inventory&${query}`)).toEqual({ service: 'inventory', resolved: false });
  });

  it.each(['', 'service=gateway&'])('opens nothing without a service that keeps letters: %j', (query) => {
    expect(read(`${query}id=42&error=X&type=Y&key=z`)).toEqual({ resolved: false });
  });
});

it('tells groups apart by service, error and type', () => {
  const group: GroupKey = { service: 'inventory', errorCode: 'X', eventType: null };
  expect(isSameGroup(group, { ...group })).toBe(true);
  expect(isSameGroup(group, { ...group, service: 'analytics' })).toBe(false);
  expect(isSameGroup(group, { ...group, errorCode: 'Y' })).toBe(false);
  expect(isSameGroup(group, { ...group, eventType: 'A' })).toBe(false);
  expect(isSameGroup(group, undefined)).toBe(false);
});

it('names a group, also one without a type or an error', () => {
  expect(titleOfGroup({ errorCode: '23505', eventType: 'ORDER_CREATED' })).toBe('23505 in ORDER_CREATED');
  expect(titleOfGroup({ errorCode: 'NOT_JSON', eventType: null })).toBe('NOT_JSON in messages without a type');
  expect(titleOfGroup({ errorCode: null, eventType: 'A' })).toBe('no error yet in A');
});
