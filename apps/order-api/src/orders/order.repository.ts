import { Injectable } from '@nestjs/common';
import { bigintArray, jsonArray, textArray, timestamptzArray, uuidArray } from '@orderflow/database';
import { sql } from 'kysely';
import type { Tx } from '../database/tables.js';
import type { Order, OrderStatus } from './domain/index.js';
import { orderOf, type StoredOrder } from './order.table.js';

/** Writes orders, as many as there are in one statement. Rows are locked in the order of their ids, so that batches cannot deadlock. */
@Injectable()
export class OrderRepository {
  /**
   * Answers the ids of those that were inserted now. One that exists already is left as it is: it was inserted by an
   * earlier attempt whose COMMIT took effect although its answer was lost.
   */
  async insert(tx: Tx, orders: readonly StoredOrder[]): Promise<ReadonlySet<string>> {
    if (orders.length === 0) return new Set();
    const { rows } = await sql<{ id: string }>`
      INSERT INTO orders (id, customer_id, items, quoted_total, status, status_since, created_at)
      SELECT * FROM unnest(
        ${uuidArray(orders, ({ id }) => id)}::uuid[],
        ${textArray(orders, ({ customerId }) => customerId)}::text[],
        ${jsonArray(orders, ({ items }) => items)}::json[],
        ${bigintArray(orders, ({ quotedTotal }) => quotedTotal)}::bigint[],
        ${textArray(orders, ({ status }) => status)}::text[],
        ${timestamptzArray(orders, ({ statusSince }) => statusSince)}::timestamptz[],
        ${timestamptzArray(orders, ({ createdAt }) => createdAt)}::timestamptz[])
      ON CONFLICT (id) DO NOTHING
      RETURNING id`.execute(tx);
    return new Set(rows.map(({ id }) => id));
  }

  /** By id; ids of which there is no order are not in the answer. */
  async lock(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredOrder>> {
    const rows = await tx
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', sql<string>`ANY(${uuidArray([...new Set(ids)])}::uuid[])`)
      .orderBy('id')
      .forUpdate()
      .execute();
    return new Map(rows.map((row) => [row.id, orderOf(row)]));
  }

  /** At most `limit` orders that have had the status since `since` or earlier. Passes by those that another transaction holds. */
  async lockOverdue(tx: Tx, status: OrderStatus, since: Date, limit: number): Promise<StoredOrder[]> {
    const rows = await tx
      .selectFrom('orders')
      .selectAll()
      .where('status', '=', sql.lit(status)) // a literal, so that the partial index fits
      .where('status_since', '<=', since)
      .orderBy('status_since')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    return rows.map(orderOf);
  }

  /** Saves what has become of orders that the transaction has locked. */
  async update(tx: Tx, orders: readonly Order[]): Promise<void> {
    if (orders.length === 0) return;
    await sql`
      UPDATE orders
      SET status = u.status, status_since = u.status_since,
        transaction_id = u.transaction_id, total = u.total, currency = u.currency,
        rejection_reason = u.rejection_reason, rejection_detail = u.rejection_detail, shortages = u.shortages,
        stock_returned_at = u.stock_returned_at, refunded_at = u.refunded_at
      FROM unnest(
        ${uuidArray(orders, ({ id }) => id)}::uuid[],
        ${textArray(orders, ({ status }) => status)}::text[],
        ${timestamptzArray(orders, ({ statusSince }) => statusSince)}::timestamptz[],
        ${uuidArray(orders, ({ charge }) => charge?.transactionId)}::uuid[],
        ${bigintArray(orders, ({ charge }) => charge?.total)}::bigint[],
        ${textArray(orders, ({ charge }) => charge?.currency)}::text[],
        ${textArray(orders, ({ rejection }) => rejection?.reason)}::text[],
        ${textArray(orders, ({ rejection }) => rejection?.detail)}::text[],
        ${jsonArray(orders, ({ rejection }) => rejection?.shortages)}::json[],
        ${timestamptzArray(orders, ({ stockReturnedAt }) => stockReturnedAt)}::timestamptz[],
        ${timestamptzArray(orders, ({ refundedAt }) => refundedAt)}::timestamptz[]
      ) u (id, status, status_since, transaction_id, total, currency, rejection_reason, rejection_detail, shortages,
        stock_returned_at, refunded_at)
      WHERE orders.id = u.id`.execute(tx);
  }
}
