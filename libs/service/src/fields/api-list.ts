import { applyDecorators, type Type } from '@nestjs/common';
import { Type as TypeOf } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { field, type FieldOptions } from './field.js';

interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
  /** No two entries may have the same value in this field. */
  readonly uniqueBy?: string;
}

/** `min` (1 by default) to `max` entries of the given class, each of them validated by it. */
export function ApiList(entry: () => Type<object>, options: ListOptions): PropertyDecorator {
  const { min = 1, max, uniqueBy, ...rest } = options;
  const unique = uniqueBy ? `, each with another ${uniqueBy}` : '';
  const accepts = `a list of ${min} to ${max} objects${unique}`;
  const valid = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length >= min &&
    value.length <= max &&
    !value.some((one) => Array.isArray(one)) && // class-validator would look for the entries in there
    (!uniqueBy || differ(value, uniqueBy));
  // Swagger takes a function for a lazy type only when that is named `type`.
  const schema = { type: () => entry(), isArray: true, minItems: min, maxItems: max };
  return applyDecorators(
    TypeOf(entry),
    ValidateNested({ each: true, message: `must be ${accepts}` }),
    field({ ...rest, accepts, valid, entry, schema }),
  );
}

function differ(entries: readonly unknown[], name: string): boolean {
  const values = entries.map((entry) => (entry as Record<string, unknown> | null)?.[name]);
  return new Set(values).size === values.length;
}
