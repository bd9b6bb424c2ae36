import type { EventClass } from '@orderflow/contracts/contract';

export interface HandlingOptions<T extends object> {
  /**
   * With `batch: true` the handler gets an array of events in offset order and shares one transaction with its batch;
   * otherwise it gets one event, in a transaction of its own. Default: false.
   */
  readonly batch?: boolean;
  /** A content filter: events for which it answers false are skipped. It must be pure. */
  readonly where?: (event: T) => boolean;
}

/** Which events of a topic a handler takes, and how. */
export interface Handling {
  readonly events: readonly EventClass[];
  readonly batch: boolean;
  readonly where?: (event: never) => boolean;
}

/** The name under which `handles()` travels in the extras of `@EventPattern`. */
export const HANDLING = 'handling';

/**
 * Says in the extras of Nest's `@EventPattern` which event classes the handler takes:
 * `@EventPattern<string>(OrderCreated.topic, handles(OrderCreated, { batch: true }))`.
 */
export function handles<T extends object>(
  events: EventClass<T> | readonly EventClass<T>[],
  options: HandlingOptions<T> = {},
): Record<typeof HANDLING, Handling> {
  return { [HANDLING]: { events: [events].flat(), batch: false, ...options } };
}
