import type { Type } from '@nestjs/common';
import type { FieldRules } from '../fields/field-rules.js';
import { soleRulesOf } from './sole-rules.js';

/**
 * A valid request as an instance of its class: the one that class-transformer and class-validator would make of it, for a
 * fraction of what they cost. `undefined` when the value is not valid, or when more than the fields' own rules has a say:
 * then theirs is the word. Does not change `value`, which must not be nested deeper than the stack allows.
 */
export function accept(value: unknown, dto: Type): object | undefined {
  if (!isRecord(value)) return undefined;
  const rules = soleRulesOf(dto);
  if (!rules) return undefined;
  const instance = new dto() as Record<string, unknown>;
  return fill(instance, value, rules) && isValid(instance, rules) ? instance : undefined;
}

/** Whether every part of the value has its place in the instance. */
function fill(instance: Record<string, unknown>, value: Readonly<Record<string, unknown>>, rules: FieldRules): boolean {
  for (const name of Object.keys(value)) {
    const rule = rules.get(name);
    if (!rule) return false;
    const part = value[name];
    if (part === undefined || isScalar(part)) instance[name] = part;
    else if (!rule.entry || !Array.isArray(part)) return false;
    else if (!(instance[name] = acceptEach(part, rule.entry()))) return false;
  }
  return true;
}

function acceptEach(values: readonly unknown[], dto: Type<object>): readonly object[] | undefined {
  const instances: object[] = [];
  for (const value of values) {
    const instance = accept(value, dto);
    if (!instance) return undefined;
    instances.push(instance);
  }
  return instances;
}

/** Looks at every field and not only at those that were sent: a default is held to its rule too. */
function isValid(instance: Readonly<Record<string, unknown>>, rules: FieldRules): boolean {
  for (const [name, { valid, required }] of rules) {
    const value = instance[name];
    if ((required || value !== undefined) && !valid(value)) return false;
  }
  return true;
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** What JSON, a query string and a path become: an object without a class. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
