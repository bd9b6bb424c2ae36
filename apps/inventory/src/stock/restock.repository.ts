import { Injectable } from '@nestjs/common';
import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../database/tables.js';
import type { RestockTable } from './restock.table.js';

export type RestockRow = Selectable<RestockTable>;

@Injectable()
export class RestockRepository {
  find(tx: Tx, itemId: string, idempotencyKey: string): Promise<RestockRow | undefined> {
    return tx
      .selectFrom('restock')
      .selectAll()
      .where('item_id', '=', itemId)
      .where('idempotency_key', '=', idempotencyKey)
      .executeTakeFirst();
  }

  insert(tx: Tx, restock: Insertable<RestockTable>): Promise<RestockRow> {
    return tx.insertInto('restock').values(restock).returningAll().executeTakeFirstOrThrow();
  }
}
