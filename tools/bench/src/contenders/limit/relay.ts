import { bigintArray, gatherWrites } from '@orderflow/database';
import pg from 'pg';

const READ_ROWS = 1_000;
/** Of each topic. */
const SEND_ROWS = 500;
const JSON_OID = 114;

interface Row {
  readonly id: string;
  readonly topic: string;
}

/** Reads and deletes an outbox as the services' relay does, as if Kafka acknowledged at once. */
export class Relay {
  private nudged = false;
  private wake?: () => void;
  private deleting?: Promise<unknown>;

  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<Relay> {
    const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
      oid === JSON_OID ? String : (pg.types.getTypeParser(oid, format) as (value: string) => unknown);
    const client = new pg.Client({ connectionString: url, pipeline: true, types: { getTypeParser } });
    await client.connect();
    return new Relay(client);
  }

  /** Something was committed to the outbox. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  /** Resolves when `ending` is aborted and the outbox is empty. */
  async run(ending: AbortSignal): Promise<void> {
    ending.addEventListener('abort', () => this.nudge(), { once: true });
    for (;;) {
      const rows = await this.read();
      const sent = sendBatchOf(rows);
      if (sent.length > 0) this.deleteSoon(sent);
      if (sent.length < rows.length) continue;
      if (rows.length === 0 && ending.aborted) return;
      if (rows.length < READ_ROWS && !ending.aborted) await this.nextNudge();
    }
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async read(): Promise<Row[]> {
    gatherWrites(this.client);
    const reading = this.client.query<Row>({
      name: 'read',
      text: 'SELECT id, topic, key, value, headers FROM outbox WHERE topic <> ALL ($2) ORDER BY id LIMIT $1',
      values: [READ_ROWS, []],
    });
    const [{ rows }] = await Promise.all([reading, this.deleting]);
    return rows;
  }

  /** Nobody waits for it: the next read is answered after it. */
  private deleteSoon(rows: readonly Row[]): void {
    gatherWrites(this.client);
    this.deleting = this.client.query({
      name: 'delete',
      text: 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])',
      values: [bigintArray(rows, ({ id }) => id)],
    });
    this.deleting.catch(() => undefined); // told to the next read
  }

  private async nextNudge(): Promise<void> {
    if (!this.nudged) await new Promise<void>((resolve) => (this.wake = resolve));
    this.nudged = false;
  }
}

function sendBatchOf(rows: readonly Row[]): Row[] {
  const sent = new Map<string, number>();
  return rows.filter(({ topic }) => {
    const count = (sent.get(topic) ?? 0) + 1;
    sent.set(topic, count);
    return count <= SEND_ROWS;
  });
}
