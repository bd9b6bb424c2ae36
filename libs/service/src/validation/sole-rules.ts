import { createRequire } from 'node:module';
import type { Type } from '@nestjs/common';
import { TransformationType, type TypeMetadata } from 'class-transformer';
import type * as TransformerStorage from 'class-transformer/types/storage.js';
import { getMetadataStorage } from 'class-validator';
import { fieldRulesOf, type FieldRules } from '../fields/field-rules.js';

/** class-transformer does not export it; every decorator of its kind writes here. */
const { defaultMetadataStorage: transformer } = createRequire(import.meta.url)(
  'class-transformer/cjs/storage.js',
) as typeof TransformerStorage;

/** `null`: something else has a say. */
const known = new WeakMap<Type, FieldRules | null>();

/**
 * The rules of a class whose instances are what its fields' rules say, and nothing else; `undefined` when another
 * decorator, an accessor or its constructor has a say, or when it has no field. Asked first when every decorator has run.
 */
export function soleRulesOf(dto: Type): FieldRules | undefined {
  const found = known.get(dto);
  if (found !== undefined) return found ?? undefined;
  const rules = fieldRulesOf(dto);
  const sole = rules.size > 0 && validatesOnly(dto, rules) && transformsOnly(dto, rules) && startsPlain(dto, rules);
  known.set(dto, sole ? rules : null);
  return sole ? rules : undefined;
}

/** A field leaves one entry with class-validator, one more when it may be left out, one more when it is a list. */
function validatesOnly(dto: Type, rules: FieldRules): boolean {
  const entries = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const expected = [...rules.values()].reduce(
    (sum, { required, entry }) => sum + 1 + (required ? 0 : 1) + (entry ? 1 : 0),
    0,
  );
  return entries.length === expected;
}

function transformsOnly(dto: Type, rules: FieldRules): boolean {
  if (transformer.getStrategy(dto) !== 'none') return false;
  if (transformer.getExposedMetadatas(dto).length > 0 || transformer.getExcludedMetadatas(dto).length > 0) return false;
  return [...rules].every(([name, { entry }]) => {
    const type = transformer.findTypeMetadata(dto, name) as TypeMetadata | undefined;
    const transforms = transformer.findTransformMetadatas(dto, name, TransformationType.PLAIN_TO_CLASS);
    return transforms.length === 0 && type?.typeFunction === entry && !COLLECTIONS.includes(type?.reflectedType);
  });
}

/** A list that is declared as one of these becomes one. */
const COLLECTIONS: readonly unknown[] = [Map, Set];

/** A new instance holds nothing but fields, which are plain properties with scalars for defaults. */
function startsPlain(dto: Type, rules: FieldRules): boolean {
  const defaults = Object.entries(new dto() as object);
  return (
    defaults.every(([name, value]) => rules.has(name) && typeof value !== 'function' && typeof value !== 'object') &&
    [...rules.keys()].every((name) => !(name in (dto.prototype as object)))
  );
}
