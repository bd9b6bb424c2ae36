import type { Span } from '@opentelemetry/api';
import type { Retried } from '../observation/messaging-observer.js';
import type { Incoming } from '../unit-of-work/incoming.js';
import type { EventTraces } from './chunk-trace.js';
import { settleEventSpan, startEventSpan } from './event-span.js';
import { ATTR_DELIVERY_ATTEMPT } from './own-attributes.js';
import { traceparentOf } from './trace-context.js';

/** The span of one attempt at a parked event, in the trace that the event came with. */
export class RetryTrace implements EventTraces {
  private readonly span: Span;

  /** @param attempt the first retry is 2 */
  constructor(group: string, incoming: Incoming, attempt: number) {
    const attributes = { [ATTR_DELIVERY_ATTEMPT]: attempt };
    this.span = startEventSpan(incoming, { group, startTime: Date.now(), attributes });
  }

  traceparentOf = (): string | undefined => traceparentOf(this.span);

  /** After the COMMIT. An event that today's deployment skips has no span, as in a batch. */
  settled(outcome: Retried['outcome'], error?: unknown): void {
    if (outcome === 'skipped') return;
    settleEventSpan(this.span, outcome === 'failed' ? 'parked' : outcome, error);
    this.span.end();
  }
}
