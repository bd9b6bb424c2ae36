import { SpanKind } from '@opentelemetry/api';
import type { Outgoing } from '../envelope/cloud-event.js';
import { ATTR_MESSAGING_KAFKA_MESSAGE_KEY, ATTR_MESSAGING_MESSAGE_ID } from './attributes.js';
import { contextFrom, TRACEPARENT, traceparentOf } from './trace-context.js';
import { messagingTracer, operationAttributes } from './tracer.js';

/**
 * The span `create ORDER_CREATED` of an event that is published. Its parent is what the event's `traceparent` names so
 * far, its cause; the message that is answered names this span instead. It is told to the exporter when the transaction
 * is committed: what is rolled back was never created.
 */
export function traceCreation(message: Outgoing, afterCommit: (() => void)[]): Outgoing {
  const { topic, headers } = message;
  const at = Date.now();
  const span = messagingTracer().startSpan(
    `create ${String(headers.ce_type)}`,
    {
      kind: SpanKind.PRODUCER,
      startTime: at,
      attributes: {
        ...operationAttributes('create', topic),
        [ATTR_MESSAGING_MESSAGE_ID]: String(headers.ce_id),
        [ATTR_MESSAGING_KAFKA_MESSAGE_KEY]: message.key?.toString(),
      },
    },
    contextFrom(headers[TRACEPARENT] as string | undefined),
  );
  afterCommit.push(() => span.end(at));
  return { ...message, headers: { ...headers, [TRACEPARENT]: traceparentOf(span) } };
}
