import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { declareField, type FieldRule } from './field-rules.js';

/** What every kind of field may say about itself. */
export interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  /** The field may be left out; null is not the same and is refused. */
  readonly optional?: boolean;
  /** Answers may hold null here. */
  readonly nullable?: boolean;
}

interface Field extends FieldOptions, Pick<FieldRule, 'valid' | 'entry'> {
  /** Completes the sentence "must be …". */
  readonly accepts: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A field of a DTO: one rule with one message, and the same said in the OpenAPI document. */
export function field({ accepts, valid, entry, schema, optional = false, ...options }: Field): PropertyDecorator {
  const required = !optional && options.default === undefined;
  return applyDecorators(
    ApiProperty({ ...schema, ...options, required }),
    ValidateBy({ name: 'field', validator: { validate: valid } }, { message: `must be ${accepts}` }),
    ...(required ? [] : [ValidateIf((_dto, value) => value !== undefined)]),
    (dto: object, name: string | symbol) => declareField(dto, String(name), { valid, required, entry }),
  );
}
