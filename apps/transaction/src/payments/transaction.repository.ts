import { Injectable } from '@nestjs/common';
import { InjectDatabase, textArray, uuidArray } from '@orderflow/database';
import { uuidv7 } from '@orderflow/messaging';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import { TransactionState, type Transaction } from './domain/index.js';
import type { PaymentProvider } from './provider/payment-provider.js';
import type { TransactionTable } from './transaction.table.js';

export type TransactionRow = Selectable<TransactionTable>;

export interface TransactionFilter {
  /** Only transactions of this customer, who asks. */
  readonly owner?: string;
  readonly customerId?: string;
  readonly state?: TransactionState;
  /** Only transactions of orders before this one. */
  readonly before?: string;
}

@Injectable()
export class TransactionRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /** The newest first. */
  list({ owner, customerId, state, before }: TransactionFilter, limit: number): Promise<TransactionRow[]> {
    return (
      this.db
        .selectFrom('transaction')
        .selectAll()
        .$if(owner !== undefined, (query) => query.where('customer_id', '=', owner!))
        .$if(customerId !== undefined, (query) => query.where('customer_id', '=', customerId!))
        // In the text: a plan for any state could not use the index, which leaves the most frequent one out.
        .$if(state !== undefined, (query) => query.where('state', '=', sql.lit(state!)))
        .$if(before !== undefined, (query) => query.where('order_id', '<', before!))
        .orderBy('order_id', 'desc')
        .limit(limit)
        .execute()
    );
  }

  /** With an `owner` another customer's transaction is as if there were none. */
  find(orderId: string, owner?: string): Promise<TransactionRow | undefined> {
    return this.db
      .selectFrom('transaction')
      .selectAll()
      .where('order_id', '=', orderId)
      .$if(owner !== undefined, (query) => query.where('customer_id', '=', owner!))
      .executeTakeFirst();
  }

  /**
   * The transactions of these orders by order id, locked until the database's transaction ends. A row that does not exist
   * cannot be locked, so the missing ones come into being first; both in one order, so that two batches never deadlock.
   */
  async lockOrCreate(
    tx: Tx,
    orders: readonly { readonly orderId: string; readonly customerId: string }[],
  ): Promise<Map<string, Transaction>> {
    const made = sql`
      INSERT INTO transaction (order_id, id, customer_id, state)
      SELECT DISTINCT ON (order_id) order_id, id, customer_id, ${TransactionState.New}
      FROM unnest(
        ${uuidArray(orders, ({ orderId }) => orderId)}::uuid[],
        ${uuidArray(orders, uuidv7)}::uuid[],
        ${textArray(orders, ({ customerId }) => customerId)}::text[]) AS wanted (order_id, id, customer_id)
      ORDER BY order_id
      ON CONFLICT DO NOTHING`.execute(tx);
    const ids = orders.map(({ orderId }) => orderId);
    const [, locked] = await Promise.all([made, this.lock(tx, ids)]);
    return locked;
  }

  /** The same for transactions that are known. */
  async lock(tx: Tx, orderIds: readonly string[]): Promise<Map<string, Transaction>> {
    const { rows } = await sql<TransactionRow>`
      SELECT * FROM transaction WHERE order_id = ANY(${uuidArray(orderIds)}::uuid[])
      ORDER BY order_id FOR UPDATE`.execute(tx);
    return new Map(rows.map((row) => [row.order_id, transactionOf(row)]));
  }

  /** Writes back locked transactions. With a remote provider a new charge or refund is an intent: it is asked for soon. */
  async save(tx: Tx, transactions: readonly Transaction[], provider: PaymentProvider['kind']): Promise<void> {
    await sql`
      UPDATE transaction SET
        state = decided.state,
        void_requested = decided."voidRequested",
        items = decided.charge -> 'items',
        total = (decided.charge ->> 'total')::bigint,
        currency = decided.charge ->> 'currency',
        decline_reason = decided.decline ->> 'reason',
        decline_detail = decided.decline ->> 'detail',
        quoted_total = (decided.decline ->> 'quotedTotal')::bigint,
        computed_total = (decided.decline ->> 'computedTotal')::bigint,
        ask_at = CASE
          WHEN transaction.state = decided.state THEN transaction.ask_at
          WHEN ${provider} = 'remote' AND decided.state IN ('CHARGING', 'REFUNDED') THEN now()
        END,
        attempts = CASE WHEN transaction.state = decided.state THEN transaction.attempts ELSE 0 END,
        updated_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(transactions)}::jsonb)
        AS decided ("orderId" uuid, state text, "voidRequested" boolean, charge jsonb, decline jsonb)
      WHERE transaction.order_id = decided."orderId"`.execute(tx);
  }
}

export function transactionOf(row: TransactionRow): Transaction {
  const { order_id: orderId, id, customer_id: customerId, state, void_requested: voidRequested } = row;
  return { orderId, id, customerId, state, voidRequested, charge: chargeOf(row), decline: declineOf(row) };
}

function chargeOf({ items, total, currency }: TransactionRow): Transaction['charge'] {
  return items && total !== null && currency ? { items, total, currency } : undefined;
}

function declineOf(row: TransactionRow): Transaction['decline'] {
  const { decline_reason: reason, decline_detail: detail, quoted_total, computed_total } = row;
  if (!reason || !detail) return undefined;
  return { reason, detail, quotedTotal: quoted_total ?? undefined, computedTotal: computed_total ?? undefined };
}
