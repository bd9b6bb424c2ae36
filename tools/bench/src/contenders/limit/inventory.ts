import { eventOf, InventoryReserved, type Line, type OrderConfirmed, type OrderCreated } from '@orderflow/contracts';
import { bigintArray, jsonbArray, textArray, uuidArray } from '@orderflow/database';
import { type Envelope } from './envelope.js';
import { type Service, type Tx } from './service.js';

interface Reservation {
  readonly orderId: string;
  readonly state: string;
  readonly items: readonly Line[];
}

/** How many of an item's units are moved by one that is reserved, or sold. */
interface Movement {
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
}

const RESERVING: Movement = { available: -1, reserved: 1, sold: 0 };
const SELLING: Movement = { available: 0, reserved: -1, sold: 1 };

/** The statements for one batch of ORDER_CREATED. */
export function reserve(service: Service, created: readonly Envelope<OrderCreated>[]) {
  return service.handle(created, async (tx) => {
    const orders = created.map(({ event }) => event);
    await lock(
      tx,
      orders.map(({ orderId }) => orderId),
    );
    const units = unitsByItem(orders);
    const available = await lockStock(tx, [...units.keys()].sort());
    for (const [itemId, wanted] of units)
      if (available.get(itemId)! < wanted) throw new Error('the stock is too small');
    const reserved = orders.map(({ orderId, items }) => ({
      orderId,
      state: 'RESERVED',
      items: items.map(({ itemId, quantity }) => ({ itemId, quantity })),
    }));
    await Promise.all([save(tx, reserved), moveStock(tx, units, RESERVING)]);
    return orders.map(({ orderId, customerId, items, quotedTotal }) =>
      eventOf(InventoryReserved, { orderId, customerId, items, quotedTotal }),
    );
  });
}

/** The statements for one batch of ORDER_CONFIRMED. */
export function sell(service: Service, confirmed: readonly Envelope<OrderConfirmed>[]) {
  return service.handle(confirmed, async (tx) => {
    const reservations = await lock(
      tx,
      confirmed.map(({ event }) => event.orderId),
    );
    const units = unitsByItem(reservations);
    await lockStock(tx, [...units.keys()].sort());
    const sold = reservations.map((reservation) => ({ ...reservation, state: 'SOLD' }));
    await Promise.all([save(tx, sold), moveStock(tx, units, SELLING)]);
    return [];
  });
}

function unitsByItem(orders: readonly { readonly items: readonly Line[] }[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { itemId, quantity } of orders.flatMap(({ items }) => items)) {
    units.set(itemId, (units.get(itemId) ?? 0) + quantity);
  }
  return units;
}

async function lock(tx: Tx, orderIds: readonly string[]): Promise<readonly Reservation[]> {
  const making = tx.query(CREATE_RESERVATIONS, ['NEW', uuidArray(orderIds)]);
  const locking = tx.query<Reservation>(LOCK_RESERVATIONS, [uuidArray(orderIds)]);
  const [, { rows }] = await Promise.all([making, locking]);
  return rows;
}

async function lockStock(tx: Tx, itemIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ itemId: string; available: number }>(LOCK_STOCK, [textArray(itemIds)]);
  return new Map(rows.map(({ itemId, available }) => [itemId, available]));
}

const save = (tx: Tx, reservations: readonly Reservation[]) =>
  tx.query(SAVE_RESERVATIONS, [
    uuidArray(reservations, ({ orderId }) => orderId),
    textArray(reservations, ({ state }) => state),
    jsonbArray(reservations, ({ items }) => items),
  ]);

function moveStock(tx: Tx, unitsByItem: ReadonlyMap<string, number>, { available, reserved, sold }: Movement) {
  const units = [...unitsByItem.values()];
  return tx.query(MOVE_STOCK, [
    textArray([...unitsByItem.keys()]),
    bigintArray(units, (n) => n * available),
    bigintArray(units, (n) => n * reserved),
    bigintArray(units, (n) => n * sold),
  ]);
}

const CREATE_RESERVATIONS = `
  INSERT INTO reservation (order_id, state)
  SELECT DISTINCT order_id, $1 FROM unnest($2::uuid[]) AS wanted (order_id)
  ORDER BY order_id
  ON CONFLICT DO NOTHING`;
const LOCK_RESERVATIONS = `
  SELECT order_id AS "orderId", state, items FROM reservation
  WHERE order_id = ANY($1::uuid[])
  ORDER BY order_id FOR UPDATE`;
const LOCK_STOCK = `
  SELECT item_id AS "itemId", available FROM stock
  WHERE item_id = ANY($1::text[])
  ORDER BY item_id FOR UPDATE`;
const SAVE_RESERVATIONS = `
  UPDATE reservation SET state = decided.state, items = decided.items, updated_at = now()
  FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS decided (order_id, state, items)
  WHERE reservation.order_id = decided.order_id`;
const MOVE_STOCK = `
  UPDATE stock SET
    available = stock.available + change.available,
    reserved = stock.reserved + change.reserved,
    sold = stock.sold + change.sold
  FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS change (item_id, available, reserved, sold)
  WHERE stock.item_id = change.item_id`;
