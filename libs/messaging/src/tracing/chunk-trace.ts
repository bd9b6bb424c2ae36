import { SpanKind, type Span } from '@opentelemetry/api';
import { describeError, type Parking } from '../parking/parked-event.js';
import type { Incoming, Message } from '../unit-of-work/incoming.js';
import { ATTR_MESSAGING_BATCH_MESSAGE_COUNT, ATTR_MESSAGING_CONSUMER_GROUP_NAME } from './attributes.js';
import { settleEventSpan, startEventSpan } from './event-span.js';
import { linksTo, traceparentOf } from './trace-context.js';
import { markFailed, messagingTracer, operationAttributes } from './tracer.js';

/** What a handler's events are traced by: what it publishes belongs to the trace of the event that is its cause. */
export interface EventTraces {
  /** The `traceparent` of what this message causes. */
  readonly traceparentOf: (message: Message) => string | undefined;
}

/**
 * The spans of one transaction: `process order-events`, which belongs to no trace and links to what created its events,
 * and `process ORDER_CREATED` for each event, in the event's own trace. All begin and end with the transaction. Events
 * that are skipped or were seen before have none; nor have any, when the transaction fails.
 */
export class ChunkTrace implements EventTraces {
  private readonly began = performance.now();
  private readonly startTime = Date.now();
  private readonly span: Span;
  private readonly events = new Map<Message, Span>();

  constructor(
    private readonly group: string,
    chunk: readonly Incoming[],
  ) {
    const { topic } = chunk[0]!.message;
    this.span = messagingTracer().startSpan(`process ${topic}`, {
      kind: SpanKind.CONSUMER,
      root: true,
      startTime: this.startTime,
      links: linksTo(chunk.map(({ message }) => message)),
      attributes: {
        ...operationAttributes('process', topic),
        [ATTR_MESSAGING_CONSUMER_GROUP_NAME]: group,
        [ATTR_MESSAGING_BATCH_MESSAGE_COUNT]: chunk.length,
      },
    });
  }

  /** Begins the spans of the events that are to be handled, and of those that are set aside. */
  begin(toHandle: readonly Incoming[], aside: readonly Parking[]): void {
    for (const incoming of toHandle) settleEventSpan(this.start(incoming), 'handled');
    for (const { incoming, state, error } of aside) {
      settleEventSpan(this.start(incoming), state === 'dead' ? 'dead' : 'parked', error);
    }
  }

  traceparentOf = (message: Message): string | undefined => {
    const span = this.events.get(message);
    return span && traceparentOf(span);
  };

  /** No handler wanted these. */
  skip(unwanted: readonly Incoming[]): void {
    for (const { message } of unwanted) this.events.delete(message);
  }

  committed(): void {
    const endTime = this.endTime();
    for (const span of this.events.values()) span.end(endTime);
    this.span.end(endTime);
  }

  failed(error: unknown): void {
    markFailed(this.span, describeError(error).code);
    this.span.end(this.endTime());
  }

  private start(incoming: Incoming): Span {
    const { group, startTime } = this;
    const span = startEventSpan(incoming, { group, startTime, links: [{ context: this.span.spanContext() }] });
    this.events.set(incoming.message, span);
    return span;
  }

  /** By the clock that does not jump. */
  private endTime(): number {
    return this.startTime + (performance.now() - this.began);
  }
}
