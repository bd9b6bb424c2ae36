import type { Generated } from 'kysely';

/** The units of an item, and where they are: initial + restocked = available + reserved + sold. */
export interface StockTable {
  readonly item_id: string;
  readonly name: string;
  readonly initial: number;
  readonly restocked: Generated<number>;
  readonly available: number;
  readonly reserved: Generated<number>;
  readonly sold: Generated<number>;
}
