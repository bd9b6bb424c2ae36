import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { ApiText, ApiWhole } from '../fields/fields.js';
import { encodeCursor, type CursorValue } from './cursor.js';

/** Which part of a list is asked for. A list's own filters extend it. */
export class PageQuery {
  @ApiWhole({ min: 1, max: 100, inQuery: true, default: 20, description: 'Items on the page' })
  readonly limit: number = 20;

  @ApiText({ max: 512, optional: true, description: 'The nextCursor of the page before; left out for the first page' })
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** For the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** Makes a page of rows that were read with a limit one higher than asked for: the row too many tells that more follow. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  view: { item: (row: Row) => Item; cursor: (row: Row) => readonly CursorValue[] },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(view.cursor(last)) : null;
  return { items: shown.map(view.item), nextCursor };
}

/** Documents a route that answers a page of the given class. */
export const ApiPage = (item: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          nextCursor: { type: 'string', nullable: true, description: 'For the next page; null on the last one' },
        },
      },
    }),
  );
