import { Injectable } from '@nestjs/common';
import { catalogue, contractOf } from '@orderflow/contracts';
import {
  InjectDatabase,
  bigintArray,
  integerArray,
  jsonArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from '@orderflow/database';
import type { EventMetadata } from '@orderflow/messaging';
import { sql, type Kysely } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import type { LoggedEvent } from '../journeys/domain/index.js';
import type { DatedEvent } from '../rollups/domain/index.js';

/** An event of an order, and where it came from. */
export interface RecordedEvent {
  readonly event: { readonly orderId: string };
  readonly metadata: EventMetadata;
}

/** An event as it was handled, and the Kafka partition that it came from. */
export interface StoredEvent extends DatedEvent {
  readonly topic: string;
  readonly partition: number;
}

/** An event as the log keeps it. */
export interface EventRecord extends LoggedEvent {
  readonly version: number;
  readonly orderId: string;
  readonly data: object;
}

const loggedColumns = sql`ce_id AS id, type, source, event_time AS time, ingested_at AS "ingestedAt",
  correlation_id AS "correlationId", topic, partition, "offset"`;

@Injectable()
export class EventLogRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  async append(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
    await sql`
      INSERT INTO event_log
        (topic, partition, "offset", ce_id, source, type, version, event_time, correlation_id, order_id, data)
      SELECT * FROM unnest(
        ${textArray(events, ({ metadata }) => metadata.topic)}::text[],
        ${integerArray(events, ({ metadata }) => metadata.partition)}::integer[],
        ${bigintArray(events, ({ metadata }) => metadata.offset)}::bigint[],
        ${textArray(events, ({ metadata }) => metadata.id)}::text[],
        ${textArray(events, ({ metadata }) => metadata.source)}::text[],
        ${textArray(events, ({ metadata }) => metadata.type)}::text[],
        ${integerArray(events, ({ event }) => contractOf(event).version)}::integer[],
        ${timestamptzArray(events, ({ metadata }) => metadata.time)}::timestamptz[],
        ${textArray(events, ({ metadata }) => metadata.correlationId)}::text[],
        ${uuidArray(events, ({ event }) => event.orderId)}::uuid[],
        ${jsonArray(events, ({ event }) => event)}::json[])`.execute(tx);
  }

  /** In no particular order; empty when the order is unknown, or not the `owner`'s where one is given. */
  async eventsOf(orderId: string, owner?: string): Promise<LoggedEvent[]> {
    const { rows } = await sql<LoggedEvent>`
      SELECT ${loggedColumns} FROM event_log WHERE order_id = ${orderId} AND ${isOf(orderId, owner)}`.execute(this.db);
    return rows;
  }

  /** By its order, as the log is indexed by that. Undefined also when that is not the `owner`'s, where one is given. */
  async find(orderId: string, id: string, owner?: string): Promise<EventRecord | undefined> {
    const { rows } = await sql<EventRecord>`
      SELECT ${loggedColumns}, version, order_id AS "orderId", data
      FROM event_log WHERE order_id = ${orderId} AND ce_id = ${id} AND ${isOf(orderId, owner)} LIMIT 1`.execute(
      this.db,
    );
    return rows[0];
  }

  /** Until the transaction ends nothing is appended, by any process. Answers how many events there are. */
  async freeze(tx: Tx): Promise<number> {
    await sql`LOCK TABLE event_log IN SHARE MODE`.execute(tx);
    const { rows } = await sql<{ events: number }>`SELECT count(*) AS events FROM event_log`.execute(tx);
    return rows[0]!.events;
  }

  /** Every event, at most `size` at a time, in no particular order. */
  async *readAll(tx: Tx, size: number): AsyncGenerator<StoredEvent[]> {
    await sql`
      DECLARE whole_log NO SCROLL CURSOR FOR
      SELECT topic, partition, type, version, event_time AS at, data FROM event_log`.execute(tx);
    for (;;) {
      const { rows } = await sql<StoredRow>`FETCH ${sql.lit(size)} FROM whole_log`.execute(tx);
      if (rows.length === 0) break;
      yield rows.map(({ topic, partition, at, ...stored }) => ({ topic, partition, at, event: eventFrom(stored) }));
    }
    await sql`CLOSE whole_log`.execute(tx);
  }
}

/** Whether an order is a customer's: not every event names it, but the first one of each topic does. */
const isOf = (orderId: string, owner: string | undefined) =>
  owner === undefined
    ? sql`true`
    : sql`EXISTS (
        SELECT FROM event_log AS named WHERE named.order_id = ${orderId} AND named.data ->> 'customerId' = ${owner})`;

interface StoredRow {
  readonly topic: string;
  readonly partition: number;
  readonly type: string;
  readonly version: number;
  readonly at: Date;
  readonly data: object;
}

/** An instance of its class again; as it is, when there is no such contract any more. */
function eventFrom({ type, version, data }: Pick<StoredRow, 'type' | 'version' | 'data'>): object {
  const contract = catalogue.find((event) => event.type === type && event.version === version);
  return contract ? (Object.setPrototypeOf(data, contract.prototype as object) as object) : data;
}
