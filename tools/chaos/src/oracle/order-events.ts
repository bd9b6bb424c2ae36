import type { Message } from './observed.js';

/** An event of an order, published by a service. */
export interface OrderEvent extends Message {
  readonly type: string;
  readonly orderId: string;
}

const PUBLISHERS = ['/order-api', '/inventory', '/transaction'];

/** What the services have published, each event once: where it came first. Poison comes from elsewhere. */
export function publishedEvents(log: readonly Message[]): OrderEvent[] {
  return distinct(log.filter(isPublished));
}

/** Each message once, where it came first. */
export function distinct<M extends Message>(messages: readonly M[]): M[] {
  const seen = new Set<string>();
  return messages.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
}

/** By order. */
export function byOrder<E extends OrderEvent>(events: readonly E[]): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const event of events) {
    const group = groups.get(event.orderId);
    if (group) group.push(event);
    else groups.set(event.orderId, [event]);
  }
  return groups;
}

const isPublished = (message: Message): message is OrderEvent =>
  PUBLISHERS.includes(message.source) && message.type !== undefined && message.orderId !== undefined;
