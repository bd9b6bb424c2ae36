import pg from 'pg';
import { identityOf } from '../message.js';
import { coordinatesOf, type Books, type Notification } from '../observed.js';

/** The states of a table that has a row per order, by order. */
export async function readStates(url: string, table: 'reservation' | 'transaction'): Promise<Map<string, string>> {
  const rows = await select<{ order_id: string; state: string }>(url, `SELECT order_id, state FROM ${table}`);
  return new Map(rows.map(({ order_id, state }) => [order_id, state]));
}

export function readNotifications(url: string): Promise<Notification[]> {
  return select<Notification>(url, 'SELECT order_id AS "orderId", kind, channel, state FROM notification');
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** What a service has kept of its messaging; the copies of its dead letters are in Kafka. */
export async function readBooks(service: string, url: string): Promise<Omit<Books, 'deadLetters'>> {
  const inbox = await select<{ source: string; id: string; fate: string }>(url, 'SELECT source, id, fate FROM inbox');
  const parked = await select<Place & { state: string }>(
    url,
    'SELECT topic, partition, "offset", state FROM parked_event',
  );
  const discards = await select<Place>(
    url,
    `SELECT topic, partition, "offset" FROM dead_letter_action WHERE action = 'discard'`,
  );
  return {
    service,
    inbox: inbox.map(({ source, id, fate }) => ({ identity: identityOf(source, id), fate })),
    parked: parked.map((event) => ({ at: coordinatesOf(event), state: event.state })),
    discards: discards.map(coordinatesOf),
    outbox: await rowsIn(url, 'outbox'),
    outboxRejected: await rowsIn(url, 'outbox_rejected'),
  };
}

async function rowsIn(url: string, table: 'outbox' | 'outbox_rejected'): Promise<number> {
  const [row] = await select<{ rows: number }>(url, `SELECT count(*)::integer AS rows FROM ${table}`);
  return row!.rows;
}

async function select<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'oracle' });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
