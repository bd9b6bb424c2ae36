import { HttpStatus, Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { uuidv7 } from '@orderflow/messaging';
import { Problem } from '@orderflow/service';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import { itemNotFound } from './item-not-found.js';
import { RestockRepository, type RestockRow } from './restock.repository.js';
import { StockRepository } from './stock.repository.js';

export interface RestockOutcome {
  readonly restock: RestockRow;
  /** The key was used before: nothing was added now. */
  readonly replayed: boolean;
}

@Injectable()
export class RestockService {
  constructor(
    @InjectDatabase() private readonly db: Kysely<Tables>,
    private readonly stock: StockRepository,
    private readonly restocks: RestockRepository,
  ) {}

  /**
   * Adds units to an item once per idempotency key, which is scoped to the item. The units and their entry in the ledger
   * commit together.
   * @throws Problem 404 for an unknown item, 422 for a key that was used with another quantity
   */
  restock(itemId: string, quantity: number, idempotencyKey: string): Promise<RestockOutcome> {
    return this.db.transaction().execute(async (tx) => {
      const available = (await this.stock.lock(tx, [itemId])).get(itemId);
      if (available === undefined) throw itemNotFound(itemId);
      // Restocks of an item take turns at its lock: a key that is not in the ledger now is not on its way there either.
      const earlier = await this.restocks.find(tx, itemId, idempotencyKey);
      if (earlier && earlier.quantity !== quantity) throw keyReused(earlier);
      if (earlier) return { restock: earlier, replayed: true };
      await this.stock.add(tx, itemId, quantity);
      const restock = await this.restocks.insert(tx, {
        id: uuidv7(),
        item_id: itemId,
        idempotency_key: idempotencyKey,
        quantity,
        available: available + quantity,
      });
      return { restock, replayed: false };
    });
  }
}

const keyReused = ({ item_id, quantity }: RestockRow): Problem =>
  new Problem({
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    code: 'INVENTORY.IDEMPOTENCY_KEY_REUSED',
    detail: `This Idempotency-Key has restocked ${item_id} with ${quantity} units: use a new one for another restock`,
  });
