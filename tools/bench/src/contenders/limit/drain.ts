import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

const READ_ROWS = 1_000;
const SEND_ROWS = 500;
const IDLE_MS = 2;

/** Reads and deletes the outbox as the relay does, as if Kafka acknowledged at once, until it is empty for good. */
export async function drain(client: pg.Client, mayGrow: () => boolean): Promise<void> {
  for (;;) {
    const lastLook = !mayGrow();
    const { rows } = await client.query<{ id: string }>({
      name: 'read',
      text: 'SELECT id, topic, key, value, headers FROM outbox ORDER BY id LIMIT $1',
      values: [READ_ROWS],
    });
    if (rows.length === 0) {
      if (lastLook) return;
      await delay(IDLE_MS);
      continue;
    }
    const ids = rows.slice(0, SEND_ROWS).map(({ id }) => id);
    await client.query({ name: 'delete', text: 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])', values: [ids] });
  }
}
