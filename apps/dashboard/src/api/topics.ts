import { get, type Call } from './call';
import type { KeyView, PayloadView } from './dead-letters';

export interface TopicPartition {
  readonly partition: number;
  readonly begin: number;
  readonly end: number;
}

export interface GroupPartition {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | null;
  readonly end: number;
  readonly lag: number;
  readonly member: string | null;
}

export interface ConsumerGroup {
  readonly name: string;
  readonly state: string;
  readonly members: number;
  readonly lag: number;
  readonly partitions: readonly GroupPartition[];
}

export interface Topics {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly TopicPartition[] }[];
  readonly groups: readonly ConsumerGroup[];
}

export interface MessagesQuery {
  readonly partition?: number;
  readonly offset?: number;
  /** RFC 3339. */
  readonly from?: string;
  /** `partition:offset,…`: on from there, oldest first. */
  readonly offsets?: string;
  /** `partition:offset,…`: what is before, newest first. */
  readonly before?: string;
  readonly key?: string;
  /** Its `ce_type`. */
  readonly type?: string;
  /** Text in the payload. */
  readonly contains?: string;
  /** 1 to 200. */
  readonly limit?: number;
}

export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: string;
  readonly key: KeyView | null;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: PayloadView | null;
  /** In bytes. */
  readonly size: number;
}

export interface Messages {
  readonly items: readonly Message[];
  /** How many were looked at. */
  readonly scanned: number;
  /** What goes on, in place of `offset`, `from`, `offsets` and `before`; null when there is nothing more. */
  readonly next: Pick<MessagesQuery, 'offsets' | 'before'> | null;
}

export const getTopics = (): Call<Topics> => get('/topics');

/** Without offset, from and key: the latest. */
export const getMessages = (topic: string, query: MessagesQuery = {}): Call<Messages> =>
  get(`/topics/${encodeURIComponent(topic)}/messages`, query);
