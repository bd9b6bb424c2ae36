/**
 * What makes a class an event contract. The shape of a published `version` never changes: a breaking change is a new
 * class with the next version beside it.
 */
export interface EventClass<T extends object = object> {
  new (): T;
  /** The CloudEvents `type`: a past fact, such as `ORDER_CREATED`. */
  readonly type: string;
  /** The version of the data's shape, counted from 1. */
  readonly version: number;
  /** The Kafka topic; one per aggregate, so that one aggregate's events stay in order. */
  readonly topic: string;
  /** The field whose value is the partition key: events with the same key are delivered in the order of publication. */
  readonly key: string;
}

/** An event of class `type` with these data, ready to publish. */
export function eventOf<T extends object>(type: new () => T, data: T): T {
  return Object.assign(new type(), data);
}

/** The contract of an event made by `eventOf`. Throws a `TypeError` for an object that is none. */
export function contractOf(event: object): EventClass {
  const candidate = event.constructor as Partial<EventClass> & { readonly name: string };
  if (!candidate.type || !candidate.topic || !candidate.key) {
    throw new TypeError(`${candidate.name} is not an event: it lacks a static type, topic or key`);
  }
  return candidate as EventClass;
}
