import { invalidRequest } from '../validation/invalid-request.js';

/** A value of the sort key at which a list is cut. */
export type CursorValue = string | number;

type Guards<Values extends readonly CursorValue[]> = {
  readonly [Index in keyof Values]: (value: unknown) => value is Values[Index];
};

/** Writes the sort key of a page's last row as text that clients pass back and do not look into. */
export const encodeCursor = (values: readonly CursorValue[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/**
 * Reads a cursor: `decodeCursor(cursor, isText, isWhole)`. A client may have made it up, so each value is checked.
 * @throws Problem 400 that names `cursor`
 */
export function decodeCursor<Values extends readonly CursorValue[]>(cursor: string, ...guards: Guards<Values>): Values {
  const values = parse(cursor);
  const valid =
    Array.isArray(values) && values.length === guards.length && guards.every((guard, index) => guard(values[index]));
  if (!valid) {
    throw invalidRequest([{ field: 'cursor', message: 'must be the nextCursor of the page before, unchanged' }]);
  }
  return values as unknown as Values;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
