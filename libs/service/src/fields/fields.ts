import { applyDecorators } from '@nestjs/common';
import { MAX_CENTS } from '@orderflow/contracts';
import { Transform } from 'class-transformer';
import { isISO8601, isUUID } from 'class-validator';
import { isMoney } from '../money/money.js';
import { field, type FieldOptions } from './field.js';

/** Text of `min` (1 by default) to `max` characters. With a pattern, `accepts` says in words what it asks for. */
export function ApiText(
  options: FieldOptions & { max: number; min?: number; pattern?: RegExp; accepts?: string },
): PropertyDecorator {
  const { min = 1, max, pattern, accepts = `text of ${min} to ${max} characters`, ...rest } = options;
  const valid = (value: unknown): boolean =>
    typeof value === 'string' && value.length >= min && value.length <= max && (pattern?.test(value) ?? true);
  const schema = { type: 'string', minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) };
  return field({ ...rest, accepts, valid, schema });
}

/** A whole number within bounds, both included. In a query, where everything is text, say `inQuery`. */
export function ApiWhole(options: FieldOptions & { min: number; max: number; inQuery?: boolean }): PropertyDecorator {
  const { min, max, inQuery = false, ...rest } = options;
  const valid = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  const schema = { type: 'integer', minimum: min, maximum: max };
  const rule = field({ ...rest, accepts: `a whole number from ${min} to ${max}`, valid, schema });
  return inQuery ? applyDecorators(Transform(toWhole), rule) : rule;
}

const toWhole = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;

/** A decimal amount with at most two decimals, from 0 to `maxCents`: by default the most that an order can cost. */
export function ApiMoney(options: FieldOptions & { maxCents?: number } = {}): PropertyDecorator {
  const { maxCents = MAX_CENTS, ...rest } = options;
  return field({
    example: 19.99,
    ...rest,
    accepts: `an amount from 0 to ${maxCents / 100} with at most two decimals`,
    valid: (value) => isMoney(value, maxCents),
    schema: { type: 'number', minimum: 0, maximum: maxCents / 100, multipleOf: 0.01 },
  });
}

/** A UUID. */
export const ApiId = (options: FieldOptions = {}): PropertyDecorator =>
  field({ ...options, accepts: 'a UUID', valid: (value) => isUUID(value), schema: { type: 'string', format: 'uuid' } });

/** True or false. */
export const ApiFlag = (options: FieldOptions = {}): PropertyDecorator =>
  field({
    ...options,
    accepts: 'true or false',
    valid: (value) => typeof value === 'boolean',
    schema: { type: 'boolean' },
  });

/** One of the given words. */
export const ApiChoice = (choices: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field({
    ...options,
    accepts: `one of ${choices.join(', ')}`,
    valid: (value) => choices.includes(value as string),
    schema: { type: 'string', enum: [...choices] },
  });

/** A moment in time, ISO 8601 with its offset from UTC. */
export const ApiMoment = (options: FieldOptions = {}): PropertyDecorator =>
  field({
    example: '2026-01-31T12:00:00.000Z',
    ...options,
    accepts: 'a date and time such as 2026-01-31T12:00:00Z',
    valid: (value) => typeof value === 'string' && isISO8601(value, { strict: true }) && MOMENT.test(value),
    schema: { type: 'string', format: 'date-time' },
  });

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
