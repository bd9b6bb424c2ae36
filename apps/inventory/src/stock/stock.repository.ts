import { Injectable } from '@nestjs/common';
import { InjectDatabase, bigintArray, textArray } from '@orderflow/database';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import type { StockChange } from '../reservations/domain/index.js';
import type { StockTable } from './stock.table.js';

export type StockRow = Selectable<StockTable>;

@Injectable()
export class StockRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /** Sorted by item id, from the one behind `after` on. */
  list(limit: number, after?: string): Promise<StockRow[]> {
    return this.db
      .selectFrom('stock')
      .selectAll()
      .$if(after !== undefined, (query) => query.where('item_id', '>', after!))
      .orderBy('item_id')
      .limit(limit)
      .execute();
  }

  find(itemId: string): Promise<StockRow | undefined> {
    return this.db.selectFrom('stock').selectAll().where('item_id', '=', itemId).executeTakeFirst();
  }

  /**
   * The available units of each item, locked until the transaction ends; an unknown item is missing. The rows are locked
   * in one order, so transactions that share items wait for each other and never deadlock.
   */
  async lock(tx: Tx, itemIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await sql<{ itemId: string; available: number }>`
      SELECT item_id AS "itemId", available FROM stock
      WHERE item_id = ANY(${textArray(itemIds)}::text[])
      ORDER BY item_id FOR UPDATE`.execute(tx);
    return new Map(rows.map(({ itemId, available }) => [itemId, available]));
  }

  /** Moves units between the places of locked items. */
  async apply(tx: Tx, changes: ReadonlyMap<string, StockChange>): Promise<void> {
    const moved = [...changes.values()];
    await sql`
      UPDATE stock SET
        available = stock.available + change.available,
        reserved = stock.reserved + change.reserved,
        sold = stock.sold + change.sold
      FROM unnest(
        ${textArray([...changes.keys()])}::text[],
        ${bigintArray(moved, ({ available }) => available)}::bigint[],
        ${bigintArray(moved, ({ reserved }) => reserved)}::bigint[],
        ${bigintArray(moved, ({ sold }) => sold)}::bigint[]) AS change (item_id, available, reserved, sold)
      WHERE stock.item_id = change.item_id`.execute(tx);
  }

  /** Adds units to a locked item. */
  async add(tx: Tx, itemId: string, quantity: number): Promise<void> {
    await sql`
      UPDATE stock SET available = available + ${quantity}, restocked = restocked + ${quantity}
      WHERE item_id = ${itemId}`.execute(tx);
  }
}
