import { Logger } from '@nestjs/common';
import { headerText } from '../envelope/headers.js';
import { describeError, type Parking } from './parked-event.js';

const logger = new Logger('Parking');
const MAX_KEY_BYTES = 128;

/**
 * Tells which events have failed for the first time, or for the last, a line each: they are as few as may be parked. Those
 * that only wait behind another are no news. Of the error its code, not its text, which may quote the event's data.
 */
export function reportParked(parkings: readonly Parking[]): void {
  for (const { incoming, state, error } of parkings) {
    if (error === undefined) continue;
    const { id: eventId, type = 'A message without a type', message } = incoming;
    const what = state === 'dead' ? 'is a dead letter' : 'is tried again later';
    logger.warn({
      eventId,
      key: message.key?.toString('utf8', 0, MAX_KEY_BYTES),
      traceId: headerText(message.headers, 'traceparent')?.split('-', 2)[1],
      msg: `${type} of ${message.topic} ${what}: ${describeError(error).code}`,
    });
  }
}
