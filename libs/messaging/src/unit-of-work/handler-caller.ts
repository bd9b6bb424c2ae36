import { Injectable } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import { causeFrom, type Cause } from '../envelope/cloud-event.js';
import { MessagingObserver, type Called } from '../observation/messaging-observer.js';
import { secondsSince } from '../observation/seconds-since.js';
import type { EventTraces } from '../tracing/chunk-trace.js';
import { metadataOf, type HandlerContext } from './event-metadata.js';
import type { Handler } from './handler.js';
import type { Incoming } from './incoming.js';
import { stages } from './stages.js';
import { UnitOfWorkRunner, type Work } from './unit-of-work.js';

/** Calls the handlers of events within a unit of work. */
@Injectable()
export class HandlerCaller {
  constructor(
    private readonly units: UnitOfWorkRunner,
    private readonly observer: MessagingObserver,
  ) {}

  /**
   * In an order that keeps each lane's events in the order given. Answers those that no handler wanted.
   * @param traces where events are traced
   */
  async call(work: Work, events: readonly Incoming[], traces?: EventTraces): Promise<Incoming[]> {
    const wanting = events.map(wanted);
    const toCall = wanting.filter(({ handlers }) => handlers.length > 0);
    for (const [handler, together] of stages<Handler, Incoming>(toCall)) {
      await this.callOne(handler, together, this.contextOf(work, together, traces));
    }
    return wanting.filter(({ handlers }) => handlers.length === 0);
  }

  private async callOne(handler: Handler, events: readonly Incoming[], context: HandlerContext): Promise<void> {
    const data = events.map(({ event }) => event);
    if (handler.batch) return this.callWith(handler, data, data.length, context);
    for (const one of data) await this.callWith(handler, one, 1, context);
  }

  private contextOf(work: Work, events: readonly Incoming[], traces: EventTraces | undefined): HandlerContext {
    // Of several of one key the last: by its key alone nothing tells for which of them an event is published.
    const byKey = new Map(events.map(({ message }) => [message.key?.toString(), message]));
    const byEvent = new Map(events.map((incoming) => [incoming.event, incoming]));
    const causeOf = (key: string): Cause | undefined => {
      const message = byKey.get(key);
      return message && causeFrom(message.headers, traces?.traceparentOf(message));
    };
    return {
      ...this.units.unitOf(work, causeOf),
      metadataOf: (event) => {
        const incoming = byEvent.get(event);
        if (!incoming) throw new TypeError('metadataOf() knows only the events that this handler was given');
        return metadataOf(incoming);
      },
    };
  }

  private async callWith(handler: Handler, payload: unknown, events: number, context: HandlerContext): Promise<void> {
    const began = performance.now();
    let outcome: Called['outcome'] = 'failed';
    try {
      // Nest answers a Promise of an Observable; the promise alone would hide every failure of the handler.
      const result = await handler.call(payload, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      outcome = 'ok';
    } finally {
      const { topic, name } = handler;
      this.observer.called?.({ topic, handler: name, events, seconds: secondsSince(began), outcome });
    }
  }
}

/** The event with those of its handlers that want it by its content. */
function wanted(incoming: Incoming): Incoming {
  const { event, handlers } = incoming;
  const wants = ({ where }: Handler): boolean => where?.(event as never) ?? true;
  return handlers.every(wants) ? incoming : { ...incoming, handlers: handlers.filter(wants) };
}
