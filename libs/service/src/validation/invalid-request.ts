import { HttpStatus } from '@nestjs/common';
import { Problem, type FieldError } from '../problems/problem.js';

/** 400: names each field that is wrong and what it accepts. */
export function invalidRequest(errors: readonly FieldError[]): Problem {
  const fields = errors.map(({ field, message }) => `${field} ${message}`);
  const detail =
    fields.length > 3 ? `${fields.slice(0, 3).join('; ')}; and ${fields.length - 3} more` : fields.join('; ');
  return new Problem({ status: HttpStatus.BAD_REQUEST, code: 'REQUEST.INVALID', detail, errors });
}
