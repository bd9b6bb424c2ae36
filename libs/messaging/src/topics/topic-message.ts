import type { KafkaMessage } from 'kafkajs';
import { headerText, headersToJson, type JsonHeaders } from '../envelope/headers.js';
import { sizeOf } from './partition-cursor.js';

/** A message as it lies in its partition. */
export interface TopicMessage {
  readonly partition: number;
  readonly offset: number;
  /** When its producer made it, or Kafka got it: as the topic is set. */
  readonly timestamp: Date;
  readonly key: Buffer | null;
  /** Null: a tombstone. */
  readonly value: Buffer | null;
  readonly headers: JsonHeaders;
  /** The bytes of key and value. */
  readonly size: number;
}

/** Which messages are wanted: all that is said holds of them. */
export interface MessageFilter {
  readonly key?: string;
  /** The event's type: the header `ce_type`. */
  readonly type?: string;
  /** A text that the value contains, letter by letter, in UTF-8. */
  readonly contains?: string;
}

export function accepts({ key, type, contains }: MessageFilter): (message: KafkaMessage) => boolean {
  const [keyBytes, text] = [key, contains].map((part) => (part === undefined ? undefined : Buffer.from(part)));
  return (message) =>
    (!keyBytes || (message.key?.equals(keyBytes) ?? false)) &&
    (type === undefined || headerText(message.headers, 'ce_type') === type) &&
    (!text || (message.value?.includes(text) ?? false));
}

export function topicMessage(partition: number, message: KafkaMessage): TopicMessage {
  const { offset, timestamp, key, value, headers } = message;
  return {
    partition,
    offset: Number(offset),
    timestamp: new Date(Number(timestamp)),
    key,
    value,
    headers: headersToJson(headers),
    size: sizeOf(message),
  };
}
