import { SpanStatusCode, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
} from './attributes.js';

export const messagingTracer = (): Tracer => trace.getTracer('@orderflow/messaging');

/** What every span of messaging says. */
export const operationAttributes = (operation: 'create' | 'send' | 'process', topic: string): Attributes => ({
  [ATTR_MESSAGING_SYSTEM]: 'kafka',
  [ATTR_MESSAGING_OPERATION_NAME]: operation,
  [ATTR_MESSAGING_OPERATION_TYPE]: operation,
  [ATTR_MESSAGING_DESTINATION_NAME]: topic,
});

/** @param type a stable code @param message for people; it must not repeat the event's data */
export function markFailed(span: Span, type: string, message?: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
