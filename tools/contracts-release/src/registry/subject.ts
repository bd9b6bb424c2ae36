import { type JsonSchema } from '@orderflow/contracts';
import { type Contract, nameOf } from '../contract.js';

/** What the registry keeps under one name. */
export interface Subject {
  readonly name: string;
  readonly schema: JsonSchema;
}

/**
 * The subject of a contract: `<topic>-<TYPE>.v<version>`, Confluent's TopicRecordNameStrategy with the contract's version.
 * A topic holds several types, so it cannot be one subject; a version of a contract is a break with the one before, so it
 * cannot share a BACKWARD subject with it. The registry's own versions count the optional fields that have joined.
 * `namespace` goes before the topic, as in Kafka.
 */
export function subjectOf(contract: Contract, namespace = ''): Subject {
  return { name: `${namespace}${contract.topic}-${nameOf(contract)}`, schema: writtenSchema(contract.schema) };
}

/**
 * What producers write: the contract, closed. Consumers tolerate fields that they do not know, so the contract is open; by
 * the rule BACKWARD a registry refuses each new field of an open schema, since old data might hold anything in its place.
 * In draft-07, whose keywords for what a contract says are the same, and which every registry can compare.
 */
function writtenSchema(schema: JsonSchema): JsonSchema {
  return { ...closed(schema), $schema: 'http://json-schema.org/draft-07/schema#' };
}

function closed(schema: JsonSchema): JsonSchema {
  const { properties, items } = schema as { properties?: Record<string, JsonSchema>; items?: JsonSchema };
  if (items) return { ...schema, items: closed(items) };
  if (!properties) return schema;
  const parts = Object.entries(properties).map(([name, property]) => [name, closed(property)]);
  return { ...schema, properties: Object.fromEntries(parts) as object, additionalProperties: false };
}
