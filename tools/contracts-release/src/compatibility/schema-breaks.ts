import { type JsonSchema } from '@orderflow/contracts';
import { isDeepStrictEqual } from 'node:util';

/** A difference between two schemas of one contract that an event or a consumer would suffer from. */
export interface SchemaBreak {
  /** JSON pointer into the schema, such as `/properties/items/items/required`. */
  readonly path: string;
  readonly why: string;
}

const STORED = 'events that are published already would be refused';
const DEPLOYED = 'consumers that still have the released schema would refuse new events';

/** They say nothing about which data are valid. */
const ANNOTATIONS = new Set(['title', 'description', '$comment', 'examples']);
/** Compared part by part. */
const STRUCTURE = new Set(['properties', 'required', 'items']);
/** With a greater value of the first, more is valid; of the second, less. */
const UPPER_BOUNDS = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);
const LOWER_BOUNDS = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);

/**
 * What makes `after` more than `before` with new optional fields, at any depth. When it answers nothing, both accept the
 * same data, but for the fields that are new: stored events are still valid, and consumers that do not know the new
 * schema yet accept what it allows. Assumes that a producer writes no field that its schema does not name: an old event
 * with a stray field of a new one's name could be refused.
 *
 * Knows the keywords that contracts are made of; a change of any other one is a break.
 */
export function schemaBreaks(before: JsonSchema, after: JsonSchema, path = ''): SchemaBreak[] {
  return [
    ...keywordBreaks(before, after, path),
    ...requiredBreaks(before, after, path),
    ...propertyBreaks(before, after, path),
    ...itemBreaks(before, after, path),
  ];
}

function keywordBreaks(before: JsonSchema, after: JsonSchema, path: string): SchemaBreak[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keywords]
    .filter((keyword) => !ANNOTATIONS.has(keyword) && !STRUCTURE.has(keyword))
    .filter((keyword) => !isDeepStrictEqual(before[keyword], after[keyword]))
    .flatMap((keyword) =>
      keyword === 'enum'
        ? valueBreaks(before.enum, after.enum, `${path}/enum`)
        : [{ path: `${path}/${keyword}`, why: changeOf(keyword, before[keyword], after[keyword]) }],
    );
}

function changeOf(keyword: string, before: unknown, after: unknown): string {
  if (before === undefined) return `${text(after)} is new: ${STORED}`;
  if (after === undefined) return `${text(before)} is gone: ${DEPLOYED}`;
  const change = `${text(before)} has become ${text(after)}`;
  if (UPPER_BOUNDS.has(keyword)) return `${change}: ${Number(after) < Number(before) ? STORED : DEPLOYED}`;
  if (LOWER_BOUNDS.has(keyword)) return `${change}: ${Number(after) > Number(before) ? STORED : DEPLOYED}`;
  return `${change}: ${STORED}, or ${DEPLOYED}`;
}

/** The order of the values of an `enum` says nothing. */
function valueBreaks(before: unknown, after: unknown, path: string): SchemaBreak[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [{ path, why: changeOf('enum', before, after) }];
  return [
    ...without(before, after).map((value) => ({ path, why: `${text(value)} is gone: ${STORED}` })),
    ...without(after, before).map((value) => ({ path, why: `${text(value)} is new: ${DEPLOYED}` })),
  ];
}

function requiredBreaks(before: JsonSchema, after: JsonSchema, path: string): SchemaBreak[] {
  const [old, now] = [namesIn(before.required), namesIn(after.required)];
  return [
    ...without(now, old).map((name) => ({ path: `${path}/required`, why: `${name} has become required: ${STORED}` })),
    ...without(old, now).map((name) => ({ path: `${path}/required`, why: `${name} may be left out: ${DEPLOYED}` })),
  ];
}

function propertyBreaks(before: JsonSchema, after: JsonSchema, path: string): SchemaBreak[] {
  const [old, now] = [before.properties ?? {}, after.properties ?? {}] as Record<string, JsonSchema>[];
  return Object.entries(old!).flatMap(([name, schema]) => {
    const at = `${path}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const kept = now![name];
    return kept
      ? schemaBreaks(schema, kept, at)
      : [{ path: at, why: 'is gone: consumers read it, and a later field of this name could mean something else' }];
  });
}

function itemBreaks(before: JsonSchema, after: JsonSchema, path: string): SchemaBreak[] {
  if (isSchema(before.items) && isSchema(after.items)) return schemaBreaks(before.items, after.items, `${path}/items`);
  if (isDeepStrictEqual(before.items, after.items)) return [];
  return [{ path: `${path}/items`, why: changeOf('items', before.items, after.items) }];
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const without = <Value>(all: readonly Value[], gone: readonly Value[]): Value[] =>
  all.filter((value) => !gone.some((other) => isDeepStrictEqual(value, other)));
const text = (value: unknown): string => JSON.stringify(value);
