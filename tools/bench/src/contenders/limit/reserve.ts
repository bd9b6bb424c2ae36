import { InventoryReserved, type OrderCreated } from '@orderflow/contracts';
import type pg from 'pg';
import { v7 as uuid } from 'uuid';

export interface Incoming {
  readonly id: string;
  readonly event: OrderCreated;
}

/** One batch in one transaction: inbox, parked lanes, reservations, stock, outbox. */
export async function reserve(pool: pg.Pool, batch: readonly Incoming[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(enterInbox(batch));
    await client.query(parkedLanes(batch));
    const orders = batch.map(({ event }) => event).sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
    const ids = orders.map(({ orderId }) => orderId);
    await client.query({ ...createReservations, values: [ids] });
    await client.query({ ...lockReservations, values: [ids] });
    const units = unitsByItem(orders);
    const items = [...units.keys()].sort();
    const { rows } = await client.query<{ item_id: string; available: string }>({ ...lockStock, values: [items] });
    for (const row of rows)
      if (Number(row.available) < units.get(row.item_id)!) throw new Error('the stock is too small');
    await client.query({ ...saveReservations, values: [ids, orders.map(({ items }) => JSON.stringify(items))] });
    await client.query({ ...moveStock, values: [[...units.keys()], [...units.values()]] });
    await client.query(insertOutbox(orders));
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

function unitsByItem(orders: readonly OrderCreated[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { itemId, quantity } of orders.flatMap(({ items }) => items)) {
    units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  }
  return units;
}

const enterInbox = (batch: readonly Incoming[]): pg.QueryConfig => ({
  name: 'inbox',
  text: `INSERT INTO inbox (source, id, fate)
    SELECT * FROM unnest($1::text[], $2::text[], $3::inbox_fate[]) e (source, id, fate) ORDER BY source, id
    ON CONFLICT DO NOTHING RETURNING source, id`,
  values: [batch.map(() => '/order-api'), batch.map(({ id }) => id), batch.map(() => 'handled')],
});

const parkedLanes = (batch: readonly Incoming[]): pg.QueryConfig => ({
  name: 'parked',
  text: `SELECT DISTINCT encode(lane, 'hex') AS lane FROM parked_event
    WHERE consumer_group = 'inventory' AND topic = 'order-events' AND lane = ANY ($1::bytea[])`,
  values: [batch.map(({ event }) => Buffer.from(event.orderId))],
});

const createReservations = {
  name: 'create',
  text: `INSERT INTO reservation (order_id, state)
    SELECT DISTINCT order_id, 'NEW' FROM unnest($1::uuid[]) wanted (order_id) ORDER BY order_id ON CONFLICT DO NOTHING`,
};
const lockReservations = {
  name: 'lock',
  text: `SELECT order_id AS "orderId", state, items FROM reservation
    WHERE order_id = ANY ($1::uuid[]) ORDER BY order_id FOR UPDATE`,
};
const lockStock = {
  name: 'stock',
  text: 'SELECT item_id, available FROM stock WHERE item_id = ANY ($1::text[]) ORDER BY item_id FOR UPDATE',
};
const saveReservations = {
  name: 'save',
  text: `UPDATE reservation SET state = 'RESERVED', items = decided.items, updated_at = now()
    FROM unnest($1::uuid[], $2::jsonb[]) decided (order_id, items) WHERE reservation.order_id = decided.order_id`,
};
const moveStock = {
  name: 'move',
  text: `UPDATE stock SET available = available - units, reserved = reserved + units
    FROM unnest($1::text[], $2::bigint[]) change (id, units) WHERE item_id = change.id`,
};

const insertOutbox = (orders: readonly OrderCreated[]): pg.QueryConfig => ({
  name: 'outbox',
  text: `INSERT INTO outbox (topic, key, value, headers)
    SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::json[])`,
  values: [
    orders.map(() => InventoryReserved.topic),
    orders.map(({ orderId }) => Buffer.from(orderId)),
    orders.map((order) => Buffer.from(JSON.stringify(order))),
    orders.map(({ orderId }) => JSON.stringify(headersOf(orderId))),
  ],
});

const headersOf = (orderId: string) => ({
  ce_specversion: '1.0',
  ce_id: uuid(),
  ce_source: '/inventory',
  ce_type: InventoryReserved.type,
  ce_time: new Date().toISOString(),
  ce_subject: orderId,
  ce_dataschemaversion: '1',
  'content-type': 'application/json',
});
