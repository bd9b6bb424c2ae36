import { HttpStatus } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

export const deadLetterNotFound = (id: number): Problem =>
  new Problem({
    status: HttpStatus.NOT_FOUND,
    code: 'DEAD_LETTER.NOT_FOUND',
    detail: `No event is parked under ${id}; it may have been handled or discarded since`,
  });

/** `headId` tells which one to act on first. */
export const deadLetterNotHead = (id: number, headId: number): Problem =>
  new Problem({
    status: HttpStatus.CONFLICT,
    code: 'DEAD_LETTER.NOT_HEAD',
    detail: `Event ${headId} of the same key is parked before ${id} and comes first`,
    headId,
  });

export const deadLetterStillRetried = (id: number): Problem =>
  new Problem({
    status: HttpStatus.CONFLICT,
    code: 'DEAD_LETTER.STILL_RETRIED',
    detail: `Event ${id} is not dead: it is still tried again and may succeed`,
  });
