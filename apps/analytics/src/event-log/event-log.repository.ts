import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import type { EventMetadata } from '@orderflow/messaging';
import { sql, type Kysely } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import type { LoggedEvent } from '../journeys/domain/index.js';

/** An event of an order, and where it came from. */
export interface RecordedEvent {
  readonly event: { readonly orderId: string };
  readonly metadata: EventMetadata;
}

@Injectable()
export class EventLogRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  async append(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
    const column = <T>(of: (metadata: EventMetadata) => T): T[] => events.map(({ metadata }) => of(metadata));
    await sql`
      INSERT INTO event_log
        (topic, partition, "offset", ce_id, source, type, event_time, correlation_id, order_id, data)
      SELECT * FROM unnest(
        ${column(({ topic }) => topic)}::text[],
        ${column(({ partition }) => partition)}::integer[],
        ${column(({ offset }) => offset)}::bigint[],
        ${column(({ id }) => id)}::text[],
        ${column(({ source }) => source)}::text[],
        ${column(({ type }) => type)}::text[],
        ${column(({ time }) => time)}::timestamptz[],
        ${column(({ correlationId }) => correlationId)}::text[],
        ${events.map(({ event }) => event.orderId)}::uuid[],
        ${events.map(({ event }) => JSON.stringify(event))}::json[])`.execute(tx);
  }

  /** In no particular order; empty when the order is unknown. */
  async eventsOf(orderId: string): Promise<LoggedEvent[]> {
    const { rows } = await sql<LoggedEvent>`
      SELECT ce_id AS id, type, source, event_time AS time, topic, partition, "offset"
      FROM event_log WHERE order_id = ${orderId}`.execute(this.db);
    return rows;
  }
}
