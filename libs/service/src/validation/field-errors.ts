import type { ValidationError } from 'class-validator';
import type { FieldError } from '../problems/problem.js';

/** No answer grows with the number of mistakes in a request. */
const MAX_ERRORS = 100;

/** Flattens class-validator's tree to one entry per field, its path written as `items[0].quantity`. */
export function fieldErrorsOf(errors: readonly ValidationError[]): FieldError[] {
  return errors.flatMap((error) => flatten(error, '')).slice(0, MAX_ERRORS);
}

function flatten({ property, value, constraints, children = [] }: ValidationError, parent: string): FieldError[] {
  const field = pathOf(parent, property);
  const own = constraints ? [{ field, ...shown(value), message: messageOf(constraints) }] : [];
  return [...own, ...children.flatMap((child) => flatten(child, field))];
}

function pathOf(parent: string, property: string): string {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}

function messageOf({ whitelistValidation, ...constraints }: Record<string, string>): string {
  if (whitelistValidation) return 'is not a known field';
  return [...new Set(Object.values(constraints))].join(' and ');
}

/** The value is repeated when that is short and helps. */
function shown(value: unknown): Pick<FieldError, 'value'> {
  const repeatable =
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value === null ||
    (typeof value === 'string' && value.length <= 100);
  return repeatable ? { value } : {};
}
