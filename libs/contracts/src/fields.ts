import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsObject,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  MAX_CENTS,
  MAX_ID_LENGTH,
  MAX_LINES,
  MAX_QUANTITY,
  MAX_SENTENCE_LENGTH,
  MAX_UNIT_PRICE,
  MAX_UNITS,
  MIN_QUANTITY,
} from './limits.js';

// Each field is refused by the class exactly when its JSON Schema refuses it; a property test holds the two together.
// A decorator belongs here only if class-validator-jsonschema carries all of it over: Length and IsUUID, for example,
// count characters and accept versions in ways that no schema says.

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    // From the last to the first, as stacked decorators run: the first one's JSON Schema keywords win.
    for (const decorate of decorators.toReversed()) decorate(target, property);
  };

/** Neither U+0000 nor half a surrogate pair: PostgreSQL stores neither, and would fail the whole batch. Counts characters. */
const text = (maxLength: number) => Matches(new RegExp(`^[^\\u0000\\ud800-\\udfff]{1,${maxLength}}$`, 'u'));
const whole = (min: number, max: number) => all(IsInt(), Min(min), Max(max));

/** A UUID in lower case, one spelling only, because it is a partition key; those made here are of version 7. */
export const Id = () =>
  all(Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), JSONSchema({ format: 'uuid' }) as PropertyDecorator);
/** 1 to 64 characters, chosen outside this system. */
export const ExternalId = () => text(MAX_ID_LENGTH);
/** Whole units, 1 to 10,000. */
export const Quantity = () => whole(MIN_QUANTITY, MAX_QUANTITY);
/** Whole units of all lines together, 1 to 1,000,000. */
export const Units = () => whole(MIN_QUANTITY, MAX_UNITS);
/** A count that may be zero. */
export const Count = () => whole(0, Number.MAX_SAFE_INTEGER);
/** Money in whole cents, never a fraction. */
export const Cents = () => whole(0, MAX_CENTS);
/** The price of one unit in whole cents. */
export const UnitPrice = () => whole(0, MAX_UNIT_PRICE);
/** ISO 4217, such as `USD`. */
export const Currency = () => Matches(/^[A-Z]{3}$/);
/** A sentence for people, at most 1,000 characters. */
export const Sentence = () => text(MAX_SENTENCE_LENGTH);
/** 1 to 100 lines of the given class. */
export const Lines = (line: () => new () => object) =>
  all(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_LINES),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(line),
  );
/** May be left out; `null` is not left out. */
export const Optional = () => ValidateIf((_event, value) => value !== undefined);
