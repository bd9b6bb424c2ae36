import { type Express } from 'express';
import { type OrderedLine } from '../../workload/orders.js';

export type Topic = 'order-events' | 'inventory-events' | 'transaction-events';

/** Every event carries the order on. */
export interface OrderEvent {
  readonly orderId: string;
  readonly customerId: string;
  readonly items: readonly OrderedLine[];
  /** In cents. */
  readonly quotedTotal?: number;
  readonly total?: number;
  readonly reason?: string;
}

export interface Surroundings {
  readonly app: Express;
  /** Resolves when Kafka has acknowledged the event. */
  readonly publish: (topic: Topic, type: string, event: OrderEvent) => Promise<void>;
}

/** One of the five programs. */
export type Service = (surroundings: Surroundings) => {
  readonly subscriptions: readonly Topic[];
  onEvent(type: string, event: OrderEvent): Promise<void> | void;
  /** What it has done so far, for the benchmark. */
  tally(): Readonly<Record<string, number>>;
};
