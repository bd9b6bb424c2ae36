import type { Message } from '../../api/topics';

/** Unique among all messages: `order-events/3/1207`. */
export const idOf = ({ topic, partition, offset }: Message): string => `${topic}/${partition}/${offset}`;

/** Its `ce_type`; null when it has none that is text. */
export function typeOf({ headers }: Pick<Message, 'headers'>): string | null {
  const type = headers['ce_type'];
  return typeof type === 'string' ? type : null;
}

/** The types among these messages, sorted, to choose from. */
export const typesOf = (messages: readonly Message[]): string[] =>
  [...new Set(messages.flatMap((message) => typeOf(message) ?? []))].sort();
