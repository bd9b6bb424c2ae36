import type { Messages, MessagesQuery } from '../../api/topics';

/** Where in a topic the viewer begins. */
export type Seek =
  | { readonly by: 'latest' }
  | { readonly by: 'key'; readonly key: string }
  | { readonly by: 'offset'; readonly partition: number; readonly offset: number }
  /** RFC 3339. */
  | { readonly by: 'time'; readonly from: string };

export type SeekBy = Seek['by'];

/** What the viewer of messages shows; its hash query says all of it, so that a link copies the view. */
export interface MessageView {
  readonly topic: string;
  readonly seek: Seek;
  /** `ce_type`. */
  readonly type?: string;
  /** Text in the payload. */
  readonly contains?: string;
}

/** Where the next page of messages begins, as the API says it. */
export type NextPage = NonNullable<Messages['next']>;

/** The fields of the hash query; '' where there is none. */
export const NO_FIELDS = { topic: '', key: '', partition: '', offset: '', from: '', type: '', contains: '' };
export type ViewFields = typeof NO_FIELDS;

/**
 * Reads the fields of a hash query; undefined when they name no topic. A position that is incomplete or made up means the
 * latest.
 */
export function messageViewOf(fields: ViewFields): MessageView | undefined {
  const { topic, type, contains } = fields;
  return topic === ''
    ? undefined
    : { topic, seek: seekOf(fields), ...(type && { type }), ...(contains && { contains }) };
}

function seekOf({ key, from, ...fields }: ViewFields): Seek {
  if (key) return { by: 'key', key };
  const [partition, offset] = [wholeOf(fields.partition), wholeOf(fields.offset)];
  if (partition !== undefined && offset !== undefined) return { by: 'offset', partition, offset };
  return Number.isNaN(Date.parse(from)) ? { by: 'latest' } : { by: 'time', from };
}

/** A whole number that is not negative, or undefined. */
export function wholeOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** All fields of a view; `messageViewOf` reads them back. */
export function fieldsOf(view: MessageView): ViewFields {
  const { key = '', partition = '', offset = '', from = '', type = '', contains = '' } = messagesQueryOf(view);
  return { topic: view.topic, key, partition: String(partition), offset: String(offset), from, type, contains };
}

/** What to ask the API for the first page of a view. */
export function messagesQueryOf({ seek: { by: _by, ...position }, type, contains }: MessageView): MessagesQuery {
  return { ...position, ...(type && { type }), ...(contains && { contains }) };
}

/** What to ask for the page after: the same filter from where the last page has ended. */
export const nextQueryOf = (
  { offset: _offset, from: _from, ...filter }: MessagesQuery,
  next: NextPage,
): MessagesQuery => ({
  ...filter,
  ...next,
});
