import { SpanKind, type Span } from '@opentelemetry/api';
import type { RawHeaders } from '../envelope/headers.js';
import { describeError } from '../parking/parked-event.js';
import { ATTR_MESSAGING_BATCH_MESSAGE_COUNT } from './attributes.js';
import { linksTo } from './trace-context.js';
import { markFailed, messagingTracer, operationAttributes } from './tracer.js';

/** The spans of one send to Kafka, `send order-events` for each topic: of no trace, with links to what created the messages. */
export class SendTrace {
  private readonly spans: readonly Span[];

  constructor(messagesByTopic: ReadonlyMap<string, readonly { readonly headers?: RawHeaders }[]>) {
    this.spans = [...messagesByTopic].map(([topic, messages]) =>
      messagingTracer().startSpan(`send ${topic}`, {
        kind: SpanKind.CLIENT,
        root: true,
        links: linksTo(messages),
        attributes: {
          ...operationAttributes('send', topic),
          [ATTR_MESSAGING_BATCH_MESSAGE_COUNT]: messages.length,
        },
      }),
    );
  }

  sent(): void {
    for (const span of this.spans) span.end();
  }

  failed(error: unknown): void {
    for (const span of this.spans) markFailed(span, describeError(error).code);
    this.sent();
  }
}
