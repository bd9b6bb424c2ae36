import { describe, expect, it } from '@jest/globals';
import type { Invariant, InvariantState } from '../../api/invariants';
import { moreText, sectionsOf, verdictOf } from './verdict';

const invariant = (state: InvariantState, name = 'x', service = 'inventory'): Invariant => ({
  service,
  name,
  title: name,
  state,
  since: '2026-11-21T12:00:00.000Z',
  checkedAt: '2026-11-21T12:00:00.000Z',
  violations: [],
  count: 0,
});

describe('the verdict', () => {
  it.each<[InvariantState[], string, string, string]>([
    [['holds', 'holds'], 'ok', 'All 2 invariants hold', ''],
    [['holds'], 'ok', 'The one invariant holds', ''],
    [['holds', 'waiting'], 'ok', 'Nothing is violated', '1 cannot be compared yet, as events are under way'],
    [['violated', 'holds', 'holds'], 'bad', '1 of 3 invariants is violated', ''],
    [
      ['violated', 'violated', 'unknown', 'waiting'],
      'bad',
      '2 of 4 invariants are violated',
      '1 cannot be compared yet, as events are under way; 1 could not be checked',
    ],
    [['holds', 'unknown', 'unknown'], 'warn', '1 of 3 invariants hold', '2 could not be checked'],
    [[], 'warn', 'Nothing is checked', ''],
  ])('of %j is %s: %s', (states, tone, headline, detail) => {
    expect(verdictOf({ invariants: states.map((state) => invariant(state)) })).toEqual({ tone, headline, detail });
  });
});

it('lists what is system-wide first, and what is worst first', () => {
  const sections = sectionsOf([
    invariant('holds', 'a', 'order-api'),
    invariant('waiting', 'b', 'inventory'),
    invariant('violated', 'c', 'inventory'),
    invariant('holds', 'd', 'system'),
    invariant('unknown', 'e', 'inventory'),
    invariant('violated', 'f', 'order-api'),
  ]);
  expect(sections.map(({ service, invariants }) => [service, ...invariants.map(({ name }) => name)])).toEqual([
    ['system', 'd'],
    ['order-api', 'f', 'a'],
    ['inventory', 'c', 'e', 'b'],
  ]);
});

it('says how many offenders are not listed', () => {
  const violations = [{ id: 'a', detail: '' }];
  expect(moreText({ count: 13, violations })).toBe('and 12 more');
  expect(moreText({ count: 1, violations })).toBe('');
});
