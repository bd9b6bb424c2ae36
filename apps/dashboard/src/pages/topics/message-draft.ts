import { localValueOf, momentOf } from './local-time';
import { wholeOf, type MessageView, type Seek, type SeekBy } from './message-view';

/** What the form holds: texts as they are typed. `from` is the value of a `datetime-local` control. */
export interface Draft {
  readonly topic: string;
  readonly by: SeekBy;
  readonly key: string;
  readonly partition: string;
  readonly offset: string;
  readonly from: string;
  readonly type: string;
  readonly contains: string;
}

export function draftOf({ topic, seek, type = '', contains = '' }: MessageView): Draft {
  return {
    topic,
    by: seek.by,
    key: seek.by === 'key' ? seek.key : '',
    partition: seek.by === 'offset' ? String(seek.partition) : '0',
    offset: seek.by === 'offset' ? String(seek.offset) : '0',
    from: seek.by === 'time' ? localValueOf(seek.from) : '',
    type,
    contains,
  };
}

/** The view that the form asks for; undefined while something is wrong. */
export function viewOfDraft(draft: Draft): MessageView | undefined {
  const seek = seekOf(draft);
  if (!seek) return undefined;
  const [type, contains] = [draft.type.trim(), draft.contains];
  return { topic: draft.topic, seek, ...(type && { type }), ...(contains && { contains }) };
}

function seekOf(draft: Draft): Seek | undefined {
  switch (draft.by) {
    case 'latest':
      return { by: 'latest' };
    case 'key':
      return draft.key.trim() === '' ? undefined : { by: 'key', key: draft.key.trim() };
    case 'offset': {
      const [partition, offset] = [wholeOf(draft.partition), wholeOf(draft.offset)];
      return partition === undefined || offset === undefined ? undefined : { by: 'offset', partition, offset };
    }
    case 'time': {
      const from = momentOf(draft.from);
      return from === '' ? undefined : { by: 'time', from };
    }
  }
}

/** What is wrong, by field. */
export function problemsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
  const { by, key, partition, offset, from } = draft;
  const isWhole = (text: string): boolean => wholeOf(text) !== undefined;
  return {
    ...(by === 'key' && key.trim() === '' && { key: 'Enter a key' }),
    ...(by === 'offset' && !isWhole(partition) && { partition: 'A whole number from 0' }),
    ...(by === 'offset' && !isWhole(offset) && { offset: 'A whole number from 0' }),
    ...(by === 'time' && momentOf(from) === '' && { from: 'Choose a time' }),
  };
}
