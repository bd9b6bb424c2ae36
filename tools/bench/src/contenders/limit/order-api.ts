import {
  eventOf,
  type InventoryReserved,
  OrderConfirmed,
  type OrderCreated,
  type OrderProcessed,
} from '@orderflow/contracts';
import { bigintArray, jsonArray, textArray, timestamptzArray, uuidArray } from '@orderflow/database';
import { type Envelope, type OrderEvent } from './envelope.js';
import { type Service, type Tx } from './service.js';

interface Order {
  readonly id: string;
  readonly status: string;
  readonly statusSince: Date;
  readonly charge?: OrderProcessed;
}

/** The statements that take in these orders: one transaction for all of them. */
export function accept(service: Service, orders: readonly OrderCreated[]): Promise<Envelope<OrderCreated>[]> {
  const at = new Date();
  return service.run(async (tx) => {
    await tx.query(INSERT_ORDERS, [
      uuidArray(orders, ({ orderId }) => orderId),
      textArray(orders, ({ customerId }) => customerId),
      jsonArray(orders, ({ items }) => items),
      bigintArray(orders, ({ quotedTotal }) => quotedTotal),
      textArray(orders, () => 'PENDING'),
      timestamptzArray(orders, () => at),
      timestamptzArray(orders, () => at),
    ]);
    return orders;
  });
}

/** The statements for one batch of INVENTORY_RESERVED. An order that is charged already stays as it is. */
export function markReserved(service: Service, reserved: readonly Envelope<InventoryReserved>[]) {
  return service.handle(reserved, async (tx) => {
    const pending = (await lock(tx, reserved)).filter(({ status }) => status === 'PENDING');
    const statusSince = new Date();
    await update(
      tx,
      pending.map(({ id }) => ({ id, status: 'RESERVED', statusSince })),
    );
    return [];
  });
}

/** The statements for one batch of ORDER_PROCESSED. */
export function confirm(service: Service, processed: readonly Envelope<OrderProcessed>[]) {
  return service.handle(processed, async (tx) => {
    await lock(tx, processed);
    const statusSince = new Date();
    await update(
      tx,
      processed.map(({ event }) => ({ id: event.orderId, status: 'CONFIRMED', statusSince, charge: event })),
    );
    return processed.map(({ event: { orderId, customerId, items, total, currency } }) =>
      eventOf(OrderConfirmed, { orderId, customerId, items, total, currency }),
    );
  });
}

async function lock(tx: Tx, news: readonly Envelope<OrderEvent>[]) {
  const ids = uuidArray(news, ({ event }) => event.orderId);
  return (await tx.query<{ readonly id: string; readonly status: string }>(LOCK_ORDERS, [ids])).rows;
}

async function update(tx: Tx, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(UPDATE_ORDERS, [
    uuidArray(orders, ({ id }) => id),
    textArray(orders, ({ status }) => status),
    timestamptzArray(orders, ({ statusSince }) => statusSince),
    uuidArray(orders, ({ charge }) => charge?.transactionId),
    bigintArray(orders, ({ charge }) => charge?.total),
    textArray(orders, ({ charge }) => charge?.currency),
    textArray(orders, () => undefined),
    textArray(orders, () => undefined),
    jsonArray(orders, () => undefined),
    timestamptzArray(orders, () => undefined),
    timestamptzArray(orders, () => undefined),
  ]);
}

const INSERT_ORDERS = `
  INSERT INTO orders (id, customer_id, items, quoted_total, status, status_since, created_at)
  SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::json[], $4::bigint[], $5::text[], $6::timestamptz[], $7::timestamptz[])
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;
const LOCK_ORDERS = 'SELECT * FROM orders WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE';
const UPDATE_ORDERS = `
  UPDATE orders
  SET status = u.status, status_since = u.status_since,
    transaction_id = u.transaction_id, total = u.total, currency = u.currency,
    rejection_reason = u.rejection_reason, rejection_detail = u.rejection_detail, shortages = u.shortages,
    stock_returned_at = u.stock_returned_at, refunded_at = u.refunded_at
  FROM unnest(
    $1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::json[],
    $10::timestamptz[], $11::timestamptz[]
  ) u (id, status, status_since, transaction_id, total, currency, rejection_reason, rejection_detail, shortages,
    stock_returned_at, refunded_at)
  WHERE orders.id = u.id`;
