import 'reflect-metadata';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { EventClass } from './event-class.js';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (draft 2020-12) of an event's data, derived from its class-validator decorators. Unknown fields are
 * allowed, so that a producer may add an optional field before its consumers know it.
 */
export function jsonSchemaOf(event: EventClass): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:event:${event.type}:${event.version}`,
    title: event.type,
    ...dataSchemaOf(event),
  };
}

type Class = new () => object;

/** Nested classes are written where they are used: a reference by class name would be ambiguous between libraries. */
function dataSchemaOf(target: Class): JsonSchema {
  const schema = targetConstructorToSchema(target, { classTransformerMetadataStorage: defaultMetadataStorage });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const nested = defaultMetadataStorage.findTypeMetadata(target, name)?.typeFunction() as Class | undefined;
    if (!nested) return [name, property];
    const of = dataSchemaOf(nested);
    return [name, 'type' in property && property.type === 'array' ? { ...property, items: of } : of];
  });
  return { ...schema, properties: Object.fromEntries(properties) as object };
}
