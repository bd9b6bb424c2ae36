import { headerText } from '../envelope/headers.js';
import type { Incoming } from './incoming.js';
import type { UnitOfWork } from './unit-of-work.js';

/** Where an event came from: its CloudEvents attributes and its place in Kafka. */
export interface EventMetadata {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** When the producer says that it happened; when Kafka got it, if the producer does not say. */
  readonly time: Date;
  readonly correlationId?: string;
  /** The trace that the event belongs to, as logs name it; absent when its producer did not trace. */
  readonly traceId?: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** What `@Ctx()` gives a handler: the unit of work, and where each of its events came from. */
export interface HandlerContext<Tables = unknown> extends UnitOfWork<Tables> {
  /** Of an event that was handed to this handler. Throws a `TypeError` for any other object. */
  readonly metadataOf: (event: object) => EventMetadata;
}

export function metadataOf({ id, source, type, message }: Incoming): EventMetadata {
  const { topic, partition, offset, headers, timestamp } = message;
  const said = new Date(headerText(headers, 'ce_time') ?? NaN);
  return {
    id,
    source,
    type: type!,
    time: Number.isNaN(said.getTime()) ? new Date(Number(timestamp)) : said,
    correlationId: headerText(headers, 'correlationid'),
    traceId: headerText(headers, 'traceparent')?.split('-', 2)[1],
    topic,
    partition,
    offset,
  };
}
