import { Injectable } from '@nestjs/common';
import { InjectDatabase, uuidArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { OrderStatus } from './domain/index.js';
import { lowestIdAt } from './order-id.js';
import { orderOf, type StoredOrder } from './order.table.js';

export interface OrderFilter {
  /** Only orders of this customer, who asks. */
  readonly owner?: string;
  readonly customerId?: string;
  readonly status?: OrderStatus;
  /** Only orders created then or later. */
  readonly createdFrom?: Date;
  /** Only orders created before. */
  readonly createdTo?: Date;
  /** Only orders created before the one with this id. */
  readonly before?: string;
}

/** Reads orders, without locks. */
@Injectable()
export class OrderQueries {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /** With an `owner` another customer's order is as if there were none. */
  async find(id: string, owner?: string): Promise<StoredOrder | undefined> {
    const row = await this.db
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', id)
      .$if(owner !== undefined, (query) => query.where('customer_id', '=', owner!))
      .executeTakeFirst();
    return row && orderOf(row);
  }

  /** Newest first: an id is a UUIDv7, so it sorts by the time of creation, and a span of time is a range of ids. */
  async list(filter: OrderFilter, limit: number): Promise<StoredOrder[]> {
    const { owner, customerId, status, createdFrom, createdTo, before } = filter;
    const rows = await this.db
      .selectFrom('orders')
      .selectAll()
      .$if(owner !== undefined, (query) => query.where('customer_id', '=', owner!))
      .$if(customerId !== undefined, (query) => query.where('customer_id', '=', customerId!))
      // A literal, so that a partial index fits; there are five statuses, so the statements stay few.
      .$if(status !== undefined, (query) => query.where('status', '=', sql.lit(status!)))
      .$if(createdFrom !== undefined, (query) => query.where('id', '>=', lowestIdAt(createdFrom!)))
      .$if(createdTo !== undefined, (query) => query.where('id', '<', lowestIdAt(createdTo!)))
      .$if(before !== undefined, (query) => query.where('id', '<', before!))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(orderOf);
  }

  /** Those of the ids whose order is neither PENDING nor RESERVED. */
  async settledAmong(ids: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM orders
      WHERE id = ANY(${uuidArray(ids)}::uuid[]) AND status NOT IN ('PENDING', 'RESERVED')`.execute(this.db);
    return rows.map(({ id }) => id);
  }
}
