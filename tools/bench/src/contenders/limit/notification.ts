import { setTimeout as wait } from 'node:timers/promises';
import { OrderConfirmed, type OrderCreated } from '@orderflow/contracts';
import { float8Array, textArray, uuidArray } from '@orderflow/database';
import { v7 as uuid } from 'uuid';
import { type Envelope } from './envelope.js';
import { type Service } from './service.js';

const CHANNELS = ['EMAIL', 'SMS'] as const;
const CLAIM_ROWS = 500;
const LEASE_MS = 60_000;
const POLL_MS = 250;

/** The statements for one batch of ORDER_CREATED or ORDER_CONFIRMED: an email about each, to be delivered. */
export function tell(service: Service, events: readonly Envelope<OrderCreated | OrderConfirmed>[]) {
  return service.handle(events, async (tx) => {
    const emails = events.map(({ event }) => ({ ...event, ...messageOf(event) }));
    await tx.query(INSERT_NOTIFICATIONS, [
      uuidArray(emails, () => uuid()),
      uuidArray(emails, ({ orderId }) => orderId),
      textArray(emails, ({ customerId }) => customerId),
      textArray(emails, ({ kind }) => kind),
      textArray(emails, () => 'EMAIL'),
      textArray(emails, ({ customerId }) => `${customerId}@example.com`),
      textArray(emails, ({ subject }) => subject),
      textArray(emails, ({ text }) => text),
    ]);
    return [];
  });
}

function messageOf(event: OrderCreated | OrderConfirmed) {
  if (!(event instanceof OrderConfirmed)) {
    const text = `We have received your order ${event.orderId}.`;
    return { kind: 'RECEIVED', subject: 'Order received', text };
  }
  const text = `Your order of $${(event.total / 100).toFixed(2)} has been confirmed!`;
  return { kind: 'CONFIRMED', subject: 'Order confirmed', text };
}

/** Claims and settles what is due on both channels, every 250 ms, until `ending` is aborted and nothing is left. */
export async function deliver(service: Service, ending: AbortSignal): Promise<void> {
  await Promise.all(CHANNELS.map((channel) => deliverOn(service, channel, ending)));
}

async function deliverOn(service: Service, channel: string, ending: AbortSignal): Promise<void> {
  for (;;) {
    const lastLook = ending.aborted;
    const due = await service.query<{ id: string }>(CLAIM, [LEASE_MS, channel, CLAIM_ROWS]);
    if (due.length > 0) await service.query(SETTLE, outcomesOf(due));
    else if (lastLook) return;
    else await wait(POLL_MS, undefined, { signal: ending }).catch(() => undefined);
  }
}

const outcomesOf = (due: readonly { readonly id: string }[]) => [
  uuidArray(due, ({ id }) => id),
  textArray(due, () => 'KEPT'),
  float8Array(due, () => 0),
  textArray(due, () => null),
];

const INSERT_NOTIFICATIONS = `
  INSERT INTO notification (id, order_id, customer_id, kind, channel, recipient, subject, text)
  SELECT * FROM unnest(
    $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]
  ) AS told (id, order_id, customer_id, kind, channel, recipient, subject, text)
  ORDER BY order_id, kind, channel
  ON CONFLICT (order_id, kind, channel) DO NOTHING`;
const CLAIM = `
  UPDATE notification
  SET attempts = attempts + 1, next_attempt_at = now() + $1 * interval '1 millisecond'
  WHERE id = ANY (ARRAY(
    SELECT id FROM notification
    WHERE state = 'PENDING' AND channel = $2 AND next_attempt_at <= now()
    ORDER BY next_attempt_at LIMIT $3
    FOR UPDATE SKIP LOCKED))
  RETURNING id, order_id, recipient, subject, text, attempts`;
const SETTLE = `
  UPDATE notification SET
    state = outcome.state,
    next_attempt_at = now() + outcome.delay_ms * interval '1 millisecond',
    error = outcome.error,
    delivered_at = CASE WHEN outcome.state IN ('SENT', 'KEPT') THEN now() END
  FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::text[]) AS outcome (id, state, delay_ms, error)
  WHERE notification.id = outcome.id AND notification.state = 'PENDING'`;
