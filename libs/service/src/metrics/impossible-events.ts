import { Injectable, Logger } from '@nestjs/common';
import { catalogue } from '@orderflow/contracts';
import type { HandlerContext } from '@orderflow/messaging';
import { Metrics, type Counter } from './metrics.js';

/** The part of a handler's context that the report needs. */
type Context = Pick<HandlerContext, 'afterCommit' | 'metadataOf'>;

/**
 * Counts and logs the events that no correct service can have sent, such as news of an order that nobody knows: another
 * service is wrong, or a database was restored to an earlier time. They are passed by; as dead letters they would in the
 * end stop their partitions.
 */
@Injectable()
export class ImpossibleEvents {
  private readonly logger = new Logger(ImpossibleEvents.name);
  private readonly counter: Counter<'type'>;

  constructor(metrics: Metrics) {
    this.counter = metrics.counter({
      name: 'orderflow_impossible_events_total',
      help: 'Events that were passed by because no correct service can have sent them',
      labels: ['type'],
      series: catalogue.map(({ type }) => ({ type })),
    });
  }

  /** Once what they came with is committed. Events of the handler that has the context. */
  report(events: readonly { readonly orderId: string }[], { afterCommit, metadataOf }: Context): void {
    if (events.length === 0) return;
    afterCommit(() => {
      for (const event of events) {
        const { id: eventId, type, traceId } = metadataOf(event);
        this.counter.inc({ type });
        const { orderId } = event;
        this.logger.error({ orderId, eventId, traceId, msg: `${type} cannot be here, and is passed by` });
      }
    });
  }
}
