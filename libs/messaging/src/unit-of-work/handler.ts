import type { Handling } from '../handles.js';

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
