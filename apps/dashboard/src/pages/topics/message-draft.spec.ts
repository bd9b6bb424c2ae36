import { describe, expect, it } from '@jest/globals';
import { draftOf, problemsOf, viewOfDraft } from './message-draft';
import type { MessageView } from './message-view';

const LATEST: MessageView = { topic: 'order-events', seek: { by: 'latest' } };

it.each<MessageView>([
  LATEST,
  { topic: 'a', seek: { by: 'key', key: 'k' }, type: 'T', contains: ' x ' },
  { topic: 'a', seek: { by: 'offset', partition: 2, offset: 0 } },
  { topic: 'a', seek: { by: 'time', from: '2026-11-21T12:34:56.000Z' } },
])('a view goes through the form unchanged: %j', (view) => {
  expect(viewOfDraft(draftOf(view))).toEqual(view);
  expect(problemsOf(draftOf(view))).toEqual({});
});

describe('what is wrong', () => {
  it.each([
    [{ by: 'key', key: '  ' }, ['key']],
    [{ by: 'offset', partition: '', offset: '-1' }, ['partition', 'offset']],
    [{ by: 'time', from: '' }, ['from']],
  ] as const)('in %j is said by field, and nothing is shown', (change, fields) => {
    const draft = { ...draftOf(LATEST), ...change };
    expect(Object.keys(problemsOf(draft))).toEqual(fields);
    expect(viewOfDraft(draft)).toBeUndefined();
  });

  it('is said only of the fields that count', () => {
    expect(problemsOf({ ...draftOf(LATEST), key: '', offset: 'x', from: '' })).toEqual({});
  });
});

it('ignores spaces around what is typed', () => {
  expect(viewOfDraft({ ...draftOf(LATEST), by: 'key', key: ' k ', type: ' T ' })).toEqual({
    topic: 'order-events',
    seek: { by: 'key', key: 'k' },
    type: 'T',
  });
});
