import { HANDLING, type Handling } from '../handles.js';

/** A handler method as Nest hands it to the transport: behind its guards, interceptors, pipes and filters. */
export interface Handler extends Handling {
  readonly topic: string;
  /** What observers know it by: see `handlerName`. */
  readonly name: string;
  readonly call: (data: unknown, context: object) => Promise<unknown>;
}

const MAX_TYPES = 3;

/** The types of event that it takes, sorted and joined by `+`; where they are more than three, the topic. */
export function handlerName(topic: string, { events }: Pick<Handling, 'events'>): string {
  const types = new Set(events.map(({ type }) => type));
  return types.size > MAX_TYPES ? topic : [...types].sort().join('+');
}

/** What `@EventPattern<string>(topic, handles(…))` declares. Throws a `TypeError` for a pattern that is declared otherwise. */
export function handlerOf(pattern: unknown, call: Handler['call'], extras: object): Handler {
  const handling = (extras as Record<string, Handling | undefined>)[HANDLING];
  if (typeof pattern !== 'string' || !handling) {
    throw new TypeError(`@EventPattern(${String(pattern)}): write @EventPattern<string>(topic, handles(Event))`);
  }
  return { ...handling, topic: pattern, name: handlerName(pattern, handling), call };
}
