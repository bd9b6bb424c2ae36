import type { Outgoing } from '../envelope/cloud-event.js';
import { headersToJson } from '../envelope/headers.js';
import type { Message } from '../unit-of-work/incoming.js';
import { describeError } from './parked-event.js';

/** Where a consumer group's dead letters go. */
export const deadLetterTopic = (group: string): string => `${group}.dead-letters`;

/** A copy of the message, byte for byte, with where it came from and what is wrong with it in its headers. */
export function deadLetterOf(group: string, message: Message, error: unknown): Outgoing {
  const { code, message: reason, stack } = describeError(error);
  return {
    topic: deadLetterTopic(group),
    key: message.key,
    value: message.value,
    headers: {
      ...headersToJson(message.headers),
      'deadletter-topic': message.topic,
      'deadletter-partition': String(message.partition),
      'deadletter-offset': message.offset,
      'deadletter-error-code': code,
      'deadletter-error-message': reason,
      'deadletter-error-stack': stack,
    },
  };
}
