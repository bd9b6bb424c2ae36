import { eventOf, type InventoryReserved, OrderProcessed } from '@orderflow/contracts';
import { textArray, uuidArray } from '@orderflow/database';
import { v7 as uuid } from 'uuid';
import { type Envelope } from './envelope.js';
import { type Service, type Tx } from './service.js';

const CURRENCY = 'USD';

/** The statements for one batch of INVENTORY_RESERVED, charged by the provider that is built in. */
export function charge(service: Service, reserved: readonly Envelope<InventoryReserved>[]) {
  return service.handle(reserved, async (tx) => {
    const orders = reserved.map(({ event }) => event);
    const [idByOrder, prices] = await Promise.all([lockOrCreate(tx, orders), pricesOf(tx, orders)]);
    const processed = orders.map(({ orderId, customerId, items }) => {
      const priced = items.map(({ itemId, quantity }) => ({ itemId, quantity, unitPrice: prices.get(itemId)! }));
      const total = priced.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
      const transactionId = idByOrder.get(orderId)!;
      return eventOf(OrderProcessed, { orderId, customerId, transactionId, items: priced, total, currency: CURRENCY });
    });
    await tx.query(SAVE, ['built-in', JSON.stringify(processed.map(transactionOf))]);
    return processed;
  });
}

/** Answers the transactions' ids by order. */
async function lockOrCreate(tx: Tx, orders: readonly InventoryReserved[]): Promise<Map<string, string>> {
  const making = tx.query(CREATE, [
    'NEW',
    uuidArray(orders, ({ orderId }) => orderId),
    uuidArray(orders, () => uuid()),
    textArray(orders, ({ customerId }) => customerId),
  ]);
  const ids = uuidArray(orders, ({ orderId }) => orderId);
  const locking = tx.query<{ order_id: string; id: string }>(LOCK, [ids]);
  const [, { rows }] = await Promise.all([making, locking]);
  return new Map(rows.map(({ order_id, id }) => [order_id, id]));
}

async function pricesOf(tx: Tx, orders: readonly InventoryReserved[]): Promise<Map<string, number>> {
  const items = new Set(orders.flatMap(({ items }) => items.map(({ itemId }) => itemId)));
  const { rows } = await tx.query<{ itemId: string; unitPrice: number }>(PRICES, [textArray([...items])]);
  return new Map(rows.map(({ itemId, unitPrice }) => [itemId, unitPrice]));
}

const transactionOf = ({ orderId, customerId, transactionId, items, total, currency }: OrderProcessed) => ({
  orderId,
  id: transactionId,
  customerId,
  state: 'PROCESSED',
  voidRequested: false,
  charge: { items, total, currency },
});

const CREATE = `
  INSERT INTO transaction (order_id, id, customer_id, state)
  SELECT DISTINCT ON (order_id) order_id, id, customer_id, $1
  FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS wanted (order_id, id, customer_id)
  ORDER BY order_id
  ON CONFLICT DO NOTHING`;
const LOCK = 'SELECT * FROM transaction WHERE order_id = ANY($1::uuid[]) ORDER BY order_id FOR UPDATE';
const PRICES = `
  SELECT item_id AS "itemId", unit_price AS "unitPrice" FROM price
  WHERE item_id = ANY($1::text[])`;
const SAVE = `
  UPDATE transaction SET
    state = decided.state,
    void_requested = decided."voidRequested",
    items = decided.charge -> 'items',
    total = (decided.charge ->> 'total')::bigint,
    currency = decided.charge ->> 'currency',
    decline_reason = decided.decline ->> 'reason',
    decline_detail = decided.decline ->> 'detail',
    quoted_total = (decided.decline ->> 'quotedTotal')::bigint,
    computed_total = (decided.decline ->> 'computedTotal')::bigint,
    ask_at = CASE
      WHEN transaction.state = decided.state THEN transaction.ask_at
      WHEN $1 = 'remote' AND decided.state IN ('CHARGING', 'REFUNDED') THEN now()
    END,
    attempts = CASE WHEN transaction.state = decided.state THEN transaction.attempts ELSE 0 END,
    updated_at = now()
  FROM jsonb_to_recordset($2::jsonb)
    AS decided ("orderId" uuid, state text, "voidRequested" boolean, charge jsonb, decline jsonb)
  WHERE transaction.order_id = decided."orderId"`;
