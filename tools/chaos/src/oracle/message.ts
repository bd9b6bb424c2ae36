import { createHash } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { coordinatesOf, type Message } from './observed.js';

/** A message as it came from Kafka, with where it lies. */
export interface Raw extends Pick<KafkaMessage, 'key' | 'value' | 'headers' | 'offset'> {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Reads a message by the rules that the services follow: it is (`ce_source`, `ce_id`), and without a usable id or type it
 * is where it lies.
 */
export function readMessage(raw: Raw): Message {
  const { topic, partition, offset } = raw;
  const place = { topic, partition, offset, digest: digestOf(raw) };
  const id = usable(headerOf(raw, 'ce_id'));
  const type = usable(headerOf(raw, 'ce_type'));
  if (!id || !type) return { ...place, source: '', identity: identityOf('', coordinatesOf(raw)) };
  const source = usable(headerOf(raw, 'ce_source')) ?? '';
  return { ...place, source, identity: identityOf(source, id), type, ...dataOf(raw.value) };
}

/** Neither a source nor an id holds U+0000. */
export const identityOf = (source: string, id: string): string => `${source}\0${id}`;

/** For people. */
export const nameOf = ({ type, identity, ...place }: Message): string =>
  `${type ?? 'an unreadable message'} ${identity.split('\0')[1]} at ${coordinatesOf(place)}`;

/** The last value of a header, as text. */
export function headerOf({ headers }: Pick<Raw, 'headers'>, name: string): string | undefined {
  return [headers?.[name]].flat().at(-1)?.toString();
}

/** Of key and value; null and empty are told apart. */
export function digestOf({ key, value }: Pick<Raw, 'key' | 'value'>): string {
  const hash = createHash('sha1');
  for (const part of [key, value]) hash.update(part === null ? 'null' : `${part.length}:`).update(part ?? '');
  return hash.digest('base64');
}

const MAX_LENGTH = 255;

function usable(text: string | undefined): string | undefined {
  return text && text.length <= MAX_LENGTH && !text.includes('\0') ? text : undefined;
}

function dataOf(value: Buffer | null): Pick<Message, 'orderId' | 'reason' | 'totalCents'> {
  const data = parse(value);
  if (typeof data !== 'object' || data === null) return {};
  const { orderId, reason, total } = data as Record<string, unknown>;
  return {
    orderId: typeof orderId === 'string' ? orderId : undefined,
    reason: typeof reason === 'string' ? reason : undefined,
    totalCents: typeof total === 'number' ? total : undefined,
  };
}

function parse(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString() ?? 'null');
  } catch {
    return undefined;
  }
}
