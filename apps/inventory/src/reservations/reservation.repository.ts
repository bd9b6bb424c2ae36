import { Injectable } from '@nestjs/common';
import { InjectDatabase, jsonbArray, textArray, uuidArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import { ReservationState, type Reservation } from './domain/index.js';

/** A reservation, and when it came to its state. */
export interface ReservationRow extends Reservation {
  readonly updatedAt: Date;
}

interface OrderOfCustomer {
  readonly orderId: string;
  readonly customerId: string;
}

@Injectable()
export class ReservationRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /**
   * Undefined also of an order of which nothing more is known than its id. With an `owner` another customer's reservation
   * is as if there were none.
   */
  find(orderId: string, owner?: string): Promise<ReservationRow | undefined> {
    return this.db
      .selectFrom('reservation')
      .select(['order_id as orderId', 'state', 'items', 'updated_at as updatedAt'])
      .where('order_id', '=', orderId)
      .where('state', '<>', ReservationState.New)
      .$if(owner !== undefined, (query) => query.where('customer_id', '=', owner!))
      .executeTakeFirst();
  }

  /**
   * The reservations of these orders by order id, locked until the transaction ends. A row that does not exist cannot be
   * locked, so the missing ones come into being first; both in one order, so that two batches never deadlock.
   */
  async lock(tx: Tx, orders: readonly OrderOfCustomer[]): Promise<Map<string, Reservation>> {
    const orderIds = uuidArray(orders, ({ orderId }) => orderId);
    const made = sql`
      INSERT INTO reservation (order_id, customer_id, state)
      SELECT DISTINCT ON (order_id) order_id, customer_id, ${ReservationState.New}
      FROM unnest(${orderIds}::uuid[], ${textArray(orders, ({ customerId }) => customerId)}::text[])
        AS wanted (order_id, customer_id)
      ORDER BY order_id
      ON CONFLICT DO NOTHING`.execute(tx);
    const locked = sql<Reservation>`
      SELECT order_id AS "orderId", state, items FROM reservation
      WHERE order_id = ANY(${orderIds}::uuid[])
      ORDER BY order_id FOR UPDATE`.execute(tx);
    const [, { rows }] = await Promise.all([made, locked]);
    return new Map(rows.map((row) => [row.orderId, row]));
  }

  /** Writes back locked reservations. */
  async save(tx: Tx, reservations: readonly Reservation[]): Promise<void> {
    await sql`
      UPDATE reservation SET state = decided.state, items = decided.items, updated_at = now()
      FROM unnest(
        ${uuidArray(reservations, ({ orderId }) => orderId)}::uuid[],
        ${textArray(reservations, ({ state }) => state)}::text[],
        ${jsonbArray(reservations, ({ items }) => items)}::jsonb[]) AS decided (order_id, state, items)
      WHERE reservation.order_id = decided.order_id`.execute(tx);
  }
}
