import type { FieldError } from '../problems/problem.js';

/** Deeper than any request of ours, shallower than any stack. */
const MAX_DEPTH = 20;

/** U+0000, which PostgreSQL cannot store as text, and half a surrogate pair, which it cannot store as JSON. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

const STORABLE = 'must be valid Unicode without U+0000';

/**
 * Finds what no field may hold, whatever its rules: text or a name that cannot be stored, which would fail a
 * statement for every request that shares it, and nesting that would exhaust the stack.
 */
export function findUnstorable(value: unknown, field: string): FieldError | undefined {
  return find(value, field, 0);
}

function find(value: unknown, field: string, depth: number): FieldError | undefined {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? { field, message: STORABLE } : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return { field, message: `must not be nested more than ${MAX_DEPTH} levels deep` };
  for (const [name, child] of Object.entries(value)) {
    if (UNSTORABLE.test(name)) return { field: field || 'body', message: `has a field whose name ${STORABLE}` };
    const found = find(child, childPath(value, field, name), depth + 1);
    if (found) return found;
  }
  return undefined;
}

function childPath(parent: object, field: string, name: string): string {
  if (Array.isArray(parent)) return `${field}[${name}]`;
  return field === '' ? name : `${field}.${name}`;
}
