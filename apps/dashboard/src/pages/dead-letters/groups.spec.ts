import { describe, expect, it } from '@jest/globals';
import type { DeadLetterGroup, DeadLetterService } from '../../api/dead-letters';
import { ApiProblem } from '../../api/problem';
import { filterOf, groupsOf, silentOf, stampOf, totalsOf, type Answers } from './groups';

const group = (errorCode: string | null, counts: Partial<DeadLetterGroup> = {}): DeadLetterGroup => ({
  errorCode,
  eventType: 'ORDER_CREATED',
  retrying: 0,
  dead: 0,
  waiting: 0,
  oldest: '2026-11-21T12:00:00.000Z',
  newest: '2026-11-21T12:00:00.000Z',
  exampleId: 1,
  ...counts,
});
const GONE = new ApiProblem(503, { code: 'UPSTREAM.UNREACHABLE' });

describe('the groups of all services', () => {
  const answers: Answers = new Map<DeadLetterService, DeadLetterGroup[] | ApiProblem>([
    ['transaction', [group('B', { dead: 3 }), group('A', { dead: 3 })]],
    ['inventory', GONE],
    ['analytics', [group('C', { dead: 40 }), group(null, { retrying: 2 }), group('D', { dead: 3, retrying: 1 })]],
  ]);

  it('are listed by how many are dead, then retrying, then by name', () => {
    const rows = groupsOf(answers).map(({ service, errorCode }) => `${service} ${errorCode}`);
    expect(rows).toEqual(['analytics C', 'analytics D', 'transaction A', 'transaction B', 'analytics null']);
  });

  it('leave out a service that does not answer, which is named', () => {
    expect(silentOf(answers)).toEqual([{ service: 'inventory', error: GONE }]);
  });

  it('are summed', () => {
    expect(totalsOf(groupsOf(answers))).toEqual({ dead: 49, retrying: 3, waiting: 0 });
    expect(totalsOf([])).toEqual({ dead: 0, retrying: 0, waiting: 0 });
  });
});

it('selects the letters of a group by what it has', () => {
  expect(filterOf({ service: 'analytics', errorCode: 'X', eventType: 'Y' })).toEqual({
    errorCode: 'X',
    eventType: 'Y',
  });
  expect(filterOf({ service: 'analytics', errorCode: 'NOT_JSON', eventType: null })).toEqual({ errorCode: 'NOT_JSON' });
  expect(filterOf({ service: 'analytics', errorCode: null, eventType: 'Y' })).toEqual({ eventType: 'Y' });
});

it('has another stamp when a letter comes or goes', () => {
  const stamp = (counts: Partial<DeadLetterGroup>) => stampOf(new Map([['inventory', [group('X', counts)]]]));
  expect(stamp({ dead: 1 })).toBe(stamp({ dead: 1 }));
  expect(stamp({ dead: 1 })).not.toBe(stamp({ dead: 2 }));
  expect(stamp({ retrying: 1 })).not.toBe(stamp({}));
  expect(stamp({ newest: '2026-11-21T13:00:00.000Z' })).not.toBe(stamp({}));
  expect(stampOf(undefined)).toBe(stampOf(new Map()));
});
