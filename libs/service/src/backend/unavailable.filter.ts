import { Catch, HttpStatus, type ArgumentsHost } from '@nestjs/common';
import { isInfrastructureError, QueueFull } from '@orderflow/database';
import { OutboxFull } from '@orderflow/messaging';
import { ProblemFilter } from '../problems/problem.filter.js';
import { Problem } from '../problems/problem.js';

const RETRY_AFTER_SECONDS = 1;
/** Kafka has been away for long by then. */
const OUTBOX_RETRY_AFTER_SECONDS = 5;

/**
 * Answers 503 with Retry-After when the service cannot take work at the moment: nothing is wrong with the request. A filter
 * and not an interceptor, because a route without interceptors is spared rxjs.
 */
@Catch()
export class UnavailableFilter extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    super.catch(host.getType() === 'http' ? problemOf(error) : error, host);
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof QueueFull) return unavailable('SERVER.QUEUE_FULL', 'Too many requests wait already: try again');
  if (error instanceof OutboxFull) {
    const detail = 'Too many events wait for Kafka already: nothing was done, try again later';
    return unavailable('SERVER.OUTBOX_FULL', detail, OUTBOX_RETRY_AFTER_SECONDS);
  }
  if (isInfrastructureError(error)) {
    const detail =
      'The database does not answer: try again, and repeat what changes something with the same Idempotency-Key';
    return unavailable('SERVER.DATABASE_UNAVAILABLE', detail);
  }
  return error;
}

const unavailable = (code: string, detail: string, retryAfter = RETRY_AFTER_SECONDS): Problem =>
  new Problem({ status: HttpStatus.SERVICE_UNAVAILABLE, code, detail, retryAfter });
