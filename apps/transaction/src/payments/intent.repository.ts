import { Injectable } from '@nestjs/common';
import { InjectDatabase } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/tables.js';
import { TransactionState, type Transaction } from './domain/index.js';
import { transactionOf, type TransactionRow } from './transaction.repository.js';

/** What is to be asked of a remote provider: the charge of a CHARGING transaction, the refund of a REFUNDED one. */
@Injectable()
export class IntentRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /**
   * Takes at most `limit` due intents on a lease, in a transaction of its own: nobody else gets them until the lease runs
   * out. What another replica is about to take is passed over, not waited for.
   */
  async claim(limit: number, leaseMs: number): Promise<Transaction[]> {
    const { rows } = await sql<TransactionRow>`
      UPDATE transaction SET ask_at = now() + ${leaseMs} * interval '1 millisecond', attempts = attempts + 1
      WHERE order_id = ANY(ARRAY(
        SELECT order_id FROM transaction WHERE ask_at <= now() ORDER BY ask_at LIMIT ${limit} FOR UPDATE SKIP LOCKED))
      RETURNING *`.execute(this.db);
    return rows.map(transactionOf);
  }

  /** The provider has given the money back. */
  async refunded(orderId: string): Promise<void> {
    await sql`
      UPDATE transaction SET ask_at = NULL
      WHERE order_id = ${orderId} AND state = ${TransactionState.Refunded}`.execute(this.db);
  }

  /** The provider gave no answer: ask again later, after 2 seconds at first and up to 4 minutes. */
  async postpone(orderId: string): Promise<void> {
    await sql`
      UPDATE transaction SET ask_at = now() + power(2, least(attempts, 8)) * interval '1 second'
      WHERE order_id = ${orderId} AND ask_at IS NOT NULL`.execute(this.db);
  }
}
