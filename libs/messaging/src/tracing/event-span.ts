import { SpanKind, type Attributes, type Link, type Span } from '@opentelemetry/api';
import { headerText } from '../envelope/headers.js';
import { describeError } from '../parking/parked-event.js';
import type { Incoming } from '../unit-of-work/incoming.js';
import {
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_PARTITION_ID,
  ATTR_MESSAGING_KAFKA_MESSAGE_KEY,
  ATTR_MESSAGING_KAFKA_OFFSET,
  ATTR_MESSAGING_MESSAGE_ID,
} from './attributes.js';
import { ATTR_FATE } from './own-attributes.js';
import { contextFrom, TRACEPARENT } from './trace-context.js';
import { markFailed, messagingTracer, operationAttributes } from './tracer.js';

export interface EventSpanOptions {
  /** The consumer group. */
  readonly group: string;
  /** In milliseconds since 1970. */
  readonly startTime: number;
  readonly links?: Link[];
  readonly attributes?: Attributes;
}

/** What becomes of an event that has a span. */
export type TracedFate = 'handled' | 'parked' | 'dead';

/** Begins the span `process ORDER_CREATED` of one event, a child of the span that created it. */
export function startEventSpan(incoming: Incoming, { group, startTime, links, attributes }: EventSpanOptions): Span {
  const { type, id, message } = incoming;
  const { topic, partition, offset, key, headers } = message;
  return messagingTracer().startSpan(
    `process ${type ?? topic}`,
    {
      kind: SpanKind.CONSUMER,
      startTime,
      links,
      attributes: {
        ...operationAttributes('process', topic),
        [ATTR_MESSAGING_CONSUMER_GROUP_NAME]: group,
        [ATTR_MESSAGING_DESTINATION_PARTITION_ID]: String(partition),
        [ATTR_MESSAGING_KAFKA_OFFSET]: Number(offset),
        [ATTR_MESSAGING_KAFKA_MESSAGE_KEY]: key?.toString(),
        [ATTR_MESSAGING_MESSAGE_ID]: id,
        ...attributes,
      },
    },
    contextFrom(headerText(headers, TRACEPARENT)),
  );
}

/** Without an error where the event only waits behind an earlier one of its key. */
export function settleEventSpan(span: Span, fate: TracedFate, error?: unknown): void {
  span.setAttribute(ATTR_FATE, fate);
  if (error !== undefined) markFailed(span, describeError(error).code);
}
