import type { Type } from '@nestjs/common';
import { AppModule as Analytics } from '@orderflow/analytics/app';
import { catalogue, type EventClass } from '@orderflow/contracts';
import { AppModule as Inventory } from '@orderflow/inventory/app';
import { AppModule as Notification } from '@orderflow/notification/app';
import { AppModule as OrderApi } from '@orderflow/order-api/app';
import { type eventAccess, serviceNamed } from '@orderflow/platform';
import { AppModule as Transaction } from '@orderflow/transaction/app';
import { handledEvents } from './handled-events.js';
import { publishedEvents } from './published-events.js';

/** What a service says and hears; both in the order of the catalogue. */
export interface ServiceEvents {
  readonly name: keyof typeof eventAccess;
  readonly title: string;
  readonly sends: readonly EventClass[];
  readonly receives: readonly EventClass[];
}

const modules: Readonly<Record<ServiceEvents['name'], Type>> = {
  'order-api': OrderApi,
  inventory: Inventory,
  transaction: Transaction,
  notification: Notification,
  analytics: Analytics,
};

export const services: readonly ServiceEvents[] = (Object.keys(modules) as ServiceEvents['name'][]).map((name) => ({
  name,
  title: serviceNamed(name)!.title,
  sends: inOrder(publishedEvents(name)),
  receives: inOrder(handledEvents(modules[name])),
}));

function inOrder(events: readonly EventClass[]): EventClass[] {
  return catalogue.filter((event) => events.includes(event));
}

/** By topic. */
export function byTopic(events: readonly EventClass[]): [topic: string, events: EventClass[]][] {
  const topics = [...new Set(events.map(({ topic }) => topic))];
  return topics.map((topic) => [topic, events.filter((event) => event.topic === topic)]);
}
