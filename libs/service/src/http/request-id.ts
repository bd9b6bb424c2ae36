import type { IncomingMessage } from 'node:http';
import { uuidv7 } from '@orderflow/messaging';

export const REQUEST_ID_HEADER = 'x-request-id';

/** Harmless in a log line and in a header. */
const ACCEPTED = /^[\w.:-]{1,128}$/;

/** The id that the caller gave the request, when it is a sane one; else a new UUIDv7. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && ACCEPTED.test(given) ? given : uuidv7();
}
