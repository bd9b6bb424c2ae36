import { type Part } from '../contenders/parts.js';
import { ITEMS, PRICE_CENTS } from '../workload/catalogue.js';
import { UNITS_PER_ORDER } from '../workload/orders.js';

const TOTAL_CENTS = UNITS_PER_ORDER * PRICE_CENTS;
const SPAN_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * SQL that stores so many confirmed orders at a part, as if they had come evenly during the last week: the rows of its
 * tables, and what its inbox would remember of their events.
 */
export function historyOf(part: Part, orders: number): string[] {
  const past = `(
    SELECT n, at, uuid_at(at, n) AS id, 'CUST-' || n % 10000 AS customer_id, ${LINES} AS items
    FROM generate_series(0, ${orders - 1}) n,
      LATERAL (SELECT now() - interval '1 day' - (1 - n / ${orders}::float8) * ${SPAN_MS} * interval '1 ms' AS at) moment
  ) past`;
  return [UUID_AT, ...STATEMENTS[part](past), `DROP FUNCTION uuid_at`];
}

/** A UUIDv7 that is the same for the same moment and number. */
const UUID_AT = `
  CREATE FUNCTION uuid_at(at timestamptz, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
      || '8' || substr(md5(n::text), 4, 15))::uuid
  $$`;

const line = (item: string, quantity: string) => `
  jsonb_build_object('itemId', 'BENCH-' || lpad(((${item}) % ${ITEMS})::text, 4, '0'), 'quantity', ${quantity})`;
const LINES = `jsonb_build_array(${line('2 * n', '1 + n % 2')}, ${line('2 * n + 1', '2 - n % 2')})`;

const STATEMENTS: Record<Part, (past: string) => string[]> = {
  'order-api': (past) => [
    `INSERT INTO orders (id, customer_id, items, quoted_total, status, status_since, created_at, transaction_id, total, currency)
     SELECT id, customer_id, items, ${TOTAL_CENTS}, 'CONFIRMED', at, at, id, ${TOTAL_CENTS}, 'USD' FROM ${past} ORDER BY n`,
    inbox(past, ['/inventory', '/transaction']),
  ],
  inventory: (past) => [
    `INSERT INTO reservation (order_id, state, items, updated_at) SELECT id, 'SOLD', items, at FROM ${past} ORDER BY n`,
    inbox(past, ['/order-api', '/order-api']),
  ],
  transaction: (past) => [
    `INSERT INTO transaction (order_id, id, customer_id, state, items, total, currency, created_at, updated_at)
     SELECT id, id, customer_id, 'PROCESSED', items, ${TOTAL_CENTS}, 'USD', at, at FROM ${past} ORDER BY n`,
    inbox(past, ['/order-api', '/order-api', '/inventory']),
  ],
  notification: (past) => [
    `INSERT INTO notification (id, order_id, customer_id, kind, channel, recipient, subject, text, state, attempts, created_at, delivered_at)
     SELECT uuid_at(at, 2 * n + step), id, customer_id, kind, 'EMAIL', customer_id || '@example.com', 'Your order',
       'We have news of your order ' || id, 'KEPT', 1, at, at
     FROM ${past}, (VALUES (0, 'RECEIVED'), (1, 'CONFIRMED')) kinds (step, kind) ORDER BY n, step`,
    inbox(past, ['/order-api', '/order-api', '/inventory']),
  ],
  analytics: (past) => [
    `INSERT INTO event_log (ingested_at, topic, partition, "offset", ce_id, source, type, version, order_id, event_time, data)
     SELECT at, topic, n % 6, n, uuid_at(at, 4 * n + step), source, type, 1, id, at,
       jsonb_build_object('orderId', id, 'customerId', customer_id, 'items', items)
     FROM ${past}, (VALUES
       (0, 'order-events', '/order-api', 'ORDER_CREATED'), (1, 'inventory-events', '/inventory', 'INVENTORY_RESERVED'),
       (2, 'transaction-events', '/transaction', 'ORDER_PROCESSED'), (3, 'order-events', '/order-api', 'ORDER_CONFIRMED')
     ) events (step, topic, source, type) ORDER BY n, step`,
    inbox(past, ['/order-api', '/inventory', '/transaction', '/order-api']),
  ],
};

/** An event of each of these sources per order. */
const inbox = (past: string, sources: readonly string[]) => `
  INSERT INTO inbox (source, id, handled_at)
  SELECT source, uuid_at(at, ${sources.length} * n + step), at
  FROM ${past}, unnest(ARRAY['${sources.join(`', '`)}']) WITH ORDINALITY events (source, step) ORDER BY n, step`;
