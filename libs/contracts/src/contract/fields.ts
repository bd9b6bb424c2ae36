import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  MAX_CENTS,
  MAX_ID_LENGTH,
  MAX_LINES,
  MAX_QUANTITY,
  MAX_UNIT_PRICE,
  MAX_UNITS,
  MIN_QUANTITY,
} from '../limits.js';

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    // From the last to the first, as stacked decorators run: the first one's JSON Schema keywords win.
    for (const decorate of decorators.toReversed()) decorate(target, property);
  };

/** A UUID; those made here are of version 7, so that they sort by time of creation. */
export const Id = () => IsUUID();
/** 1 to 64 characters, chosen outside this system. */
export const ExternalId = () => all(IsString(), Length(1, MAX_ID_LENGTH));
/** Whole units, 1 to 10,000. */
export const Quantity = () => all(IsInt(), Min(MIN_QUANTITY), Max(MAX_QUANTITY));
/** Whole units of all lines together, 1 to 1,000,000. */
export const Units = () => all(IsInt(), Min(MIN_QUANTITY), Max(MAX_UNITS));
/** A count that may be zero. */
export const Count = () => all(IsInt(), Min(0));
/** Money in whole cents, never a fraction. */
export const Cents = () => all(IsInt(), Min(0), Max(MAX_CENTS));
/** The price of one unit in whole cents. */
export const UnitPrice = () => all(IsInt(), Min(0), Max(MAX_UNIT_PRICE));
/** ISO 4217, such as `USD`. */
export const Currency = () => Matches(/^[A-Z]{3}$/);
/** A sentence for people, at most 1,000 characters. */
export const Sentence = () => all(IsString(), Length(1, 1_000));
/** 1 to 100 lines of the given class. */
export const Lines = (line: () => new () => object) =>
  all(IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_LINES), ValidateNested({ each: true }), Type(line));
export const Optional = () => IsOptional();
