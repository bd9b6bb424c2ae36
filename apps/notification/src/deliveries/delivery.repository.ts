import { Injectable } from '@nestjs/common';
import { InjectDatabase, float8Array, textArray, uuidArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { Channel } from '../notifications/domain/index.js';
import type { DeliveryState } from '../notifications/notification.table.js';
import type { Message } from './provider.js';

/** What came of an attempt. */
export interface Outcome {
  readonly id: string;
  /** Pending: to be tried again. */
  readonly state: DeliveryState;
  /** When to try again, counted from now. */
  readonly delayMs: number;
  readonly error: string | null;
}

@Injectable()
export class DeliveryRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /**
   * Takes messages that are due, the longest waiting first. Each belongs to the caller for `leaseMs`; a message that is
   * not settled by then, because its process died, is due again.
   */
  async claim(channel: Channel, limit: number, leaseMs: number): Promise<Message[]> {
    const { rows } = await sql<Message>`
      UPDATE notification
      SET attempts = attempts + 1, next_attempt_at = now() + ${leaseMs} * interval '1 millisecond'
      WHERE id = ANY (ARRAY(
        SELECT id FROM notification
        WHERE state = 'PENDING' AND channel = ${channel} AND next_attempt_at <= now()
        ORDER BY next_attempt_at LIMIT ${limit}
        FOR UPDATE SKIP LOCKED))
      RETURNING id, order_id, recipient, subject, text, attempts`.execute(this.db);
    return rows;
  }

  /** Records what came of attempts. What another process has delivered since stays delivered. */
  async settle(outcomes: readonly Outcome[]): Promise<void> {
    await sql`
      UPDATE notification SET
        state = outcome.state,
        next_attempt_at = now() + outcome.delay_ms * interval '1 millisecond',
        error = outcome.error,
        delivered_at = CASE WHEN outcome.state IN ('SENT', 'KEPT') THEN now() END
      FROM unnest(
        ${uuidArray(outcomes, ({ id }) => id)}::uuid[],
        ${textArray(outcomes, ({ state }) => state)}::text[],
        ${float8Array(outcomes, ({ delayMs }) => delayMs)}::float8[],
        ${textArray(outcomes, ({ error }) => error)}::text[]) AS outcome (id, state, delay_ms, error)
      WHERE notification.id = outcome.id AND notification.state = 'PENDING'`.execute(this.db);
  }
}
