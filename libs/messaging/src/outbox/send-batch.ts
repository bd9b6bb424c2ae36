/** A row of the outbox. */
export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** JSON, of what `headersToJson` answers. */
  readonly headers: string;
}

/** A Kafka record batch is bounded by `message.max.bytes` (1 MiB by default): half of it leaves room for its frame. */
export const MAX_BYTES = 512 * 1024;
export const MAX_ROWS = 500;

/**
 * The longest prefix of each topic's rows that fits into one send. At least one row, also when it alone is too large:
 * whether Kafka takes it is for Kafka to say.
 */
export function sendBatchOf(rows: readonly OutboxRow[]): OutboxRow[] {
  const used = new Map<string, { rows: number; bytes: number; full: boolean }>();
  return rows.filter((row) => {
    let topic = used.get(row.topic);
    if (!topic) used.set(row.topic, (topic = { rows: 0, bytes: 0, full: false }));
    const bytes = sizeOf(row);
    topic.full ||= topic.rows === MAX_ROWS || (topic.rows > 0 && topic.bytes + bytes > MAX_BYTES);
    if (topic.full) return false;
    topic.rows++;
    topic.bytes += bytes;
    return true;
  });
}

/** How much a send holds of each topic. */
export function sizesOf(rows: readonly OutboxRow[]): Map<string, { messages: number; bytes: number }> {
  const sizes = new Map<string, { messages: number; bytes: number }>();
  for (const row of rows) {
    let size = sizes.get(row.topic);
    if (!size) sizes.set(row.topic, (size = { messages: 0, bytes: 0 }));
    size.messages++;
    size.bytes += sizeOf(row);
  }
  return sizes;
}

const sizeOf = ({ key, value, headers }: OutboxRow): number =>
  (key?.length ?? 0) + (value?.length ?? 0) + headers.length;
