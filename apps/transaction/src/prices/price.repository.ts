import { Injectable } from '@nestjs/common';
import { InjectDatabase, textArray } from '@orderflow/database';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import type { PriceTable } from './price.table.js';

export type PriceRow = Selectable<PriceTable>;

@Injectable()
export class PriceRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /** Sorted by item id, from the one behind `after` on. */
  list(limit: number, after?: string): Promise<PriceRow[]> {
    return this.db
      .selectFrom('price')
      .selectAll()
      .$if(after !== undefined, (query) => query.where('item_id', '>', after!))
      .orderBy('item_id')
      .limit(limit)
      .execute();
  }

  /** The prices in cents by item id; an item without a price is missing. */
  async of(tx: Tx, itemIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await sql<{ itemId: string; unitPrice: number }>`
      SELECT item_id AS "itemId", unit_price AS "unitPrice" FROM price
      WHERE item_id = ANY(${textArray(itemIds)}::text[])`.execute(tx);
    return new Map(rows.map(({ itemId, unitPrice }) => [itemId, unitPrice]));
  }

  /** Sets a price in cents. Without a name the item keeps the one it has. */
  async put(itemId: string, unitPrice: number, name?: string): Promise<PriceRow> {
    const { rows } = await sql<PriceRow>`
      INSERT INTO price AS known (item_id, unit_price, name) VALUES (${itemId}, ${unitPrice}, ${name ?? null})
      ON CONFLICT (item_id) DO UPDATE SET
        unit_price = excluded.unit_price, name = coalesce(excluded.name, known.name), updated_at = now()
      RETURNING *`.execute(this.db);
    return rows[0]!;
  }
}
