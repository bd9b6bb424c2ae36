import type { Handling } from '../handles.js';

/** A handler method as Nest hands it to the transport: behind its guards, interceptors, pipes and filters. */
export interface Handler extends Handling {
  readonly topic: string;
  readonly call: (data: unknown, context: object) => Promise<unknown>;
}
