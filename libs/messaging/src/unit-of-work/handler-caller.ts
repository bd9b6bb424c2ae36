import { Injectable } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import { causeFrom } from '../envelope/cloud-event.js';
import { metadataOf, type HandlerContext } from './event-metadata.js';
import type { Handler } from './handler.js';
import type { Incoming } from './incoming.js';
import { stages } from './stages.js';
import { UnitOfWorkRunner, type Work } from './unit-of-work.js';

/** Calls the handlers of events within a unit of work. */
@Injectable()
export class HandlerCaller {
  constructor(private readonly units: UnitOfWorkRunner) {}

  /** In an order that keeps each lane's events in the order given. Answers those that no handler wanted. */
  async call(work: Work, events: readonly Incoming[]): Promise<Incoming[]> {
    const wanting = events.map(wanted);
    const toCall = wanting.filter(({ handlers }) => handlers.length > 0);
    for (const [handler, together] of stages<Handler, Incoming>(toCall)) await this.callOne(work, handler, together);
    return wanting.filter(({ handlers }) => handlers.length === 0);
  }

  private async callOne(work: Work, handler: Handler, events: readonly Incoming[]): Promise<void> {
    const byKey = new Map(events.map(({ message }) => [message.key?.toString(), message]));
    const byEvent = new Map(events.map((incoming) => [incoming.event, incoming]));
    const context: HandlerContext = {
      ...this.units.unitOf(work, (key) => (byKey.has(key) ? causeFrom(byKey.get(key)!.headers) : undefined)),
      metadataOf: (event) => {
        const incoming = byEvent.get(event);
        if (!incoming) throw new TypeError('metadataOf() knows only the events that this handler was given');
        return metadataOf(incoming);
      },
    };
    const data = events.map(({ event }) => event);
    for (const payload of handler.batch ? [data] : data) {
      // Nest answers a Promise of an Observable; the promise alone would hide every failure of the handler.
      const result = await handler.call(payload, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    }
  }
}

/** The event with those of its handlers that want it by its content. */
function wanted(incoming: Incoming): Incoming {
  const { event, handlers } = incoming;
  const wants = ({ where }: Handler): boolean => where?.(event as never) ?? true;
  return handlers.every(wants) ? incoming : { ...incoming, handlers: handlers.filter(wants) };
}
