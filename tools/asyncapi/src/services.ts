import type { Type } from '@nestjs/common';
import { catalogue, type EventClass } from '@orderflow/contracts';
import { databaseServices } from '@orderflow/platform';
import { handledEvents } from './handled-events.js';
import { publishedEvents } from './published-events.js';

/** What a service says and hears; both in the order of the catalogue. */
export interface ServiceEvents {
  readonly name: string;
  readonly title: string;
  readonly sends: readonly EventClass[];
  readonly receives: readonly EventClass[];
}

/** Every one that takes part in the events, in the order of their ports. */
export const services: readonly ServiceEvents[] = await allServices();

async function allServices(): Promise<ServiceEvents[]> {
  const all: ServiceEvents[] = [];
  // One after the other: Jest does not load modules side by side that share others.
  for (const { name, title } of databaseServices) {
    const receives = inOrder(handledEvents(await rootModuleOf(name)));
    all.push({ name, title, sends: inOrder(publishedEvents(name)), receives });
  }
  return all;
}

async function rootModuleOf(service: string): Promise<Type> {
  const { AppModule } = (await import(`@orderflow/${service}/app`)) as { readonly AppModule: Type };
  return AppModule;
}

function inOrder(events: readonly EventClass[]): EventClass[] {
  return catalogue.filter((event) => events.includes(event));
}

/** By topic. */
export function byTopic(events: readonly EventClass[]): [topic: string, events: EventClass[]][] {
  const topics = [...new Set(events.map(({ topic }) => topic))];
  return topics.map((topic) => [topic, events.filter((event) => event.topic === topic)]);
}
