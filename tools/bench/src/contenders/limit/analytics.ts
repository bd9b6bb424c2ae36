import { contractOf, OrderConfirmed, OrderCreated, OrderProcessed } from '@orderflow/contracts';
import { bigintArray, integerArray, jsonArray, textArray, timestamptzArray, uuidArray } from '@orderflow/database';
import { type Envelope } from './envelope.js';
import { type Service, type Tx } from './service.js';

/** The rows that a batch adds to: those of a Kafka partition, so that batches under way at the same time share none. */
interface Slot {
  readonly topic: string;
  readonly partition: number;
}

const MINUTE = 60_000;
let offset = 0;

/** The statements for one batch of any event: each is kept and counted. */
export function record(service: Service, events: readonly Envelope[], partition: number) {
  const slot = { topic: contractOf(events[0]!.event).topic, partition };
  return service.handle(events, async (tx) => {
    await Promise.all([append(tx, slot, events), addMinutes(tx, slot, events), addItems(tx, slot, events)]);
    return [];
  });
}

const append = (tx: Tx, { topic, partition }: Slot, events: readonly Envelope[]) =>
  tx.query(APPEND, [
    textArray(events, () => topic),
    integerArray(events, () => partition),
    bigintArray(events, () => offset++),
    textArray(events, ({ id }) => id),
    textArray(events, ({ source }) => source),
    textArray(events, ({ event }) => contractOf(event).type),
    integerArray(events, ({ event }) => contractOf(event).version),
    timestamptzArray(events, ({ time }) => time),
    textArray(events, ({ correlationId }) => correlationId),
    uuidArray(events, ({ event }) => event.orderId),
    jsonArray(events, ({ event }) => event),
  ]);

interface Counts {
  readonly orders: number;
  readonly confirmed: number;
  readonly revenueCents: number;
}

const NOTHING: Counts = { orders: 0, confirmed: 0, revenueCents: 0 };

function countsOf({ event }: Envelope): Counts | undefined {
  if (event instanceof OrderCreated) return { ...NOTHING, orders: 1 };
  if (event instanceof OrderConfirmed) return { ...NOTHING, confirmed: 1 };
  if (event instanceof OrderProcessed) return { ...NOTHING, revenueCents: event.total };
  return undefined;
}

function minutesOf(events: readonly Envelope[]): [minute: number, Counts][] {
  const minutes = new Map<number, Counts>();
  for (const envelope of events) {
    const counts = countsOf(envelope);
    if (!counts) continue;
    const minute = Math.floor(envelope.time.getTime() / MINUTE) * MINUTE;
    const { orders, confirmed, revenueCents } = minutes.get(minute) ?? NOTHING;
    minutes.set(minute, {
      orders: orders + counts.orders,
      confirmed: confirmed + counts.confirmed,
      revenueCents: revenueCents + counts.revenueCents,
    });
  }
  return [...minutes].sort(([a], [b]) => a - b);
}

function addMinutes(tx: Tx, { topic, partition }: Slot, events: readonly Envelope[]) {
  const changes = minutesOf(events);
  const zeros = bigintArray(changes, () => 0);
  return tx.query(ADD_MINUTES, [
    timestamptzArray(changes, ([minute]) => new Date(minute)),
    bigintArray(changes, ([, { orders }]) => orders),
    bigintArray(changes, ([, { confirmed }]) => confirmed),
    ...[zeros, zeros, zeros, zeros], // nothing is rejected or cancelled
    bigintArray(changes, ([, { revenueCents }]) => revenueCents),
    ...[topic, partition, topic, partition, events.length],
  ]);
}

async function addItems(tx: Tx, { topic, partition }: Slot, events: readonly Envelope[]): Promise<void> {
  const items = new Map<string, { units: number; revenueCents: number }>();
  for (const { event } of events) {
    if (!(event instanceof OrderProcessed)) continue;
    for (const { itemId, quantity, unitPrice } of event.items) {
      const { units, revenueCents } = items.get(itemId) ?? { units: 0, revenueCents: 0 };
      items.set(itemId, { units: units + quantity, revenueCents: revenueCents + quantity * unitPrice });
    }
  }
  if (items.size === 0) return;
  const changes = [...items].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(ADD_ITEMS, [
    topic,
    partition,
    textArray(changes, ([itemId]) => itemId),
    bigintArray(changes, ([, { units }]) => units),
    bigintArray(changes, ([, { revenueCents }]) => revenueCents),
  ]);
}

const APPEND = `
  INSERT INTO event_log
    (topic, partition, "offset", ce_id, source, type, version, event_time, correlation_id, order_id, data)
  SELECT * FROM unnest(
    $1::text[], $2::integer[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::timestamptz[],
    $9::text[], $10::uuid[], $11::json[])`;

const COUNTERS = [
  'orders',
  'confirmed',
  'rejected_insufficient_stock',
  'rejected_declined',
  'rejected_timed_out',
  'cancelled',
  'revenue_cents',
];
const counters = COUNTERS.join(', ');
const sums = COUNTERS.map((name) => `coalesce(sum(${name}), 0)`).join(', ');
const added = COUNTERS.map((name) => `${name} = total.${name} + excluded.${name}`).join(', ');

const ADD_MINUTES = `
  WITH change AS (
    SELECT * FROM unnest(
      $1::timestamptz[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
    AS c (minute, ${counters})
  ), minutes AS (
    INSERT INTO minute_rollup AS total (topic, partition, minute, ${counters})
    SELECT $9::text, $10::integer, minute, ${counters} FROM change ORDER BY minute
    ON CONFLICT (minute, topic, partition) DO UPDATE SET ${added}
  )
  INSERT INTO total_rollup AS total (topic, partition, events, ${counters})
  SELECT $11::text, $12::integer, $13::bigint, ${sums} FROM change
  ON CONFLICT (topic, partition) DO UPDATE SET events = total.events + excluded.events, ${added}`;
const ADD_ITEMS = `
  INSERT INTO item_rollup AS total (topic, partition, item_id, units, revenue_cents)
  SELECT $1::text, $2::integer, * FROM unnest($3::text[], $4::bigint[], $5::bigint[])
  ON CONFLICT (item_id, topic, partition) DO UPDATE SET
    units = total.units + excluded.units, revenue_cents = total.revenue_cents + excluded.revenue_cents`;
