import {
  catalogue,
  InventoryInsufficient,
  InventoryReserved,
  OrderCancelled,
  OrderRejected,
  RejectionReason,
  Topic,
} from '@orderflow/contracts';
import type { Message } from './observed.js';

/** A topic that a consumer group reads, and the types of events that it handles of it; it skips the others. */
export interface Subscription {
  readonly group: string;
  readonly topic: Topic;
  readonly types: readonly string[];
}

const all = (topic: Topic): string[] => catalogue.filter((event) => event.topic === topic).map(({ type }) => type);

/** As the services' READMEs say under "Events". */
export const subscriptions: readonly Subscription[] = [
  { group: 'order-api', topic: Topic.InventoryEvents, types: all(Topic.InventoryEvents) },
  { group: 'order-api', topic: Topic.TransactionEvents, types: all(Topic.TransactionEvents) },
  { group: 'inventory', topic: Topic.OrderEvents, types: all(Topic.OrderEvents) },
  { group: 'transaction', topic: Topic.InventoryEvents, types: [InventoryReserved.type] },
  { group: 'transaction', topic: Topic.OrderEvents, types: [OrderCancelled.type, OrderRejected.type] },
  { group: 'notification', topic: Topic.OrderEvents, types: all(Topic.OrderEvents) },
  { group: 'notification', topic: Topic.InventoryEvents, types: [InventoryInsufficient.type] },
  { group: 'analytics', topic: Topic.OrderEvents, types: all(Topic.OrderEvents) },
  { group: 'analytics', topic: Topic.InventoryEvents, types: all(Topic.InventoryEvents) },
  { group: 'analytics', topic: Topic.TransactionEvents, types: all(Topic.TransactionEvents) },
];

/** Whether the group is to handle a message of the topic rather than skip it. */
export function isHandledBy({ group, types }: Subscription, { type, reason }: Message): boolean {
  if (type === undefined || !types.includes(type)) return false;
  // The one filter by content that leaves an event without any handler: nobody is charged for such an order.
  return !(group === 'transaction' && type === OrderRejected.type && reason !== RejectionReason.TimedOut);
}
