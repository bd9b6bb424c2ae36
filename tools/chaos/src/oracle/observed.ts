import type { Evidence } from '../evidence.js';

/** All that the checks look at, read when the system is quiet. Amounts are whole cents. */
export interface Observed {
  readonly accepted: Evidence['accepted'];
  /** As GET /orders shows them. */
  readonly orders: readonly Order[];
  /** As GET /inventory shows it. */
  readonly stock: readonly StockLevel[];
  /** As GET /analytics/summary shows it. */
  readonly summary: Summary;
  /** Units sold less units that came back, by item, as GET /analytics/top-items shows them. */
  readonly unitsCounted: ReadonlyMap<string, number>;
  /** The states of the reservations, by order. */
  readonly reservations: ReadonlyMap<string, string>;
  /** The states of the transactions, by order. */
  readonly transactions: ReadonlyMap<string, string>;
  readonly notifications: readonly Notification[];
  /** The three topics from the beginning on; each partition in its order. */
  readonly log: readonly Message[];
  /** What each service with a database has kept of its messaging. */
  readonly books: readonly Books[];
}

export interface Order {
  readonly id: string;
  readonly status: string;
  readonly items: readonly { readonly itemId: string; readonly quantity: number }[];
  /** What was charged: set when the order was confirmed, also if it was cancelled later. */
  readonly totalCents?: number;
  /** Why it was rejected. */
  readonly reason?: string;
  readonly stockReturned: boolean;
  readonly refunded: boolean;
}

export interface StockLevel {
  readonly itemId: string;
  readonly initial: number;
  readonly restocked: number;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
}

export interface Summary {
  readonly events: number;
  readonly orders: number;
  readonly confirmed: number;
  readonly rejectedByReason: Readonly<Record<string, number>>;
  readonly cancelled: number;
  readonly revenueCents: number;
}

export interface Notification {
  readonly orderId: string;
  readonly kind: string;
  readonly channel: string;
  readonly state: string;
}

/** A message of a topic, as far as the checks need it. */
export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** What makes it the same event when it is delivered again. */
  readonly identity: string;
  readonly source: string;
  /** Undefined when no consumer can tell what it is. */
  readonly type?: string;
  /** Of its data; all undefined when these are not readable. */
  readonly orderId?: string;
  readonly reason?: string;
  readonly totalCents?: number;
  /** A digest of its key and value. */
  readonly digest: string;
}

/** Where a message lies: `topic:partition:offset`. */
export type Coordinates = string;

export interface Books {
  readonly service: string;
  readonly inbox: readonly { readonly identity: string; readonly fate: string }[];
  readonly parked: readonly { readonly at: Coordinates; readonly state: string }[];
  /** What an operator has discarded, by the audit. */
  readonly discards: readonly Coordinates[];
  /** The digests of the copies in `<service>.dead-letters`, by where the original lies. */
  readonly deadLetters: ReadonlyMap<Coordinates, string>;
  readonly outbox: number;
  readonly outboxRejected: number;
}

export const coordinatesOf = ({
  topic,
  partition,
  offset,
}: Pick<Message, 'topic' | 'partition' | 'offset'>): Coordinates => `${topic}:${partition}:${offset}`;
