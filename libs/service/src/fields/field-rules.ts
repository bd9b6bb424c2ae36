import type { Type } from '@nestjs/common';

/** What decides whether a field's value is accepted. */
export interface FieldRule {
  readonly valid: (value: unknown) => boolean;
  /** Whether it has to be there; otherwise `undefined` is accepted as well. */
  readonly required: boolean;
  /** Of a list: the class of its entries. */
  readonly entry?: () => Type<object>;
}

export type FieldRules = ReadonlyMap<string, FieldRule>;

const rulesByPrototype = new WeakMap<object, Map<string, FieldRule>>();

export function declareField(prototype: object, name: string, rule: FieldRule): void {
  const rules = rulesByPrototype.get(prototype) ?? new Map<string, FieldRule>();
  rulesByPrototype.set(prototype, rules.set(name, rule));
}

/** The rules of a class by the names of its fields: its own, and of the classes that it extends. */
export function fieldRulesOf(dto: Type): FieldRules {
  const rules = new Map<string, FieldRule>();
  for (let at = dto.prototype as object | null; at; at = Object.getPrototypeOf(at) as object | null)
    for (const [name, rule] of rulesByPrototype.get(at) ?? []) if (!rules.has(name)) rules.set(name, rule);
  return rules;
}
