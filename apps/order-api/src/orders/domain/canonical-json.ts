/**
 * One text for all JSON values that are equal whatever the order of their keys: the basis of the fingerprint by which
 * a repeated request is told from another one under the same Idempotency-Key. Fields that are `undefined` are left out.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? withSortedKeys(part) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** From entries, so that `__proto__` is a key like any other; integer-like keys come first in both of two equal values. */
function withSortedKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
