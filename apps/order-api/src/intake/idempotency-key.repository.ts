import { Injectable } from '@nestjs/common';
import { InjectDatabase, byteaArray, textArray, timestamptzArray, uuidArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';

/** A customer's key, and the order that it shall stand for. */
export interface KeyClaim {
  readonly customerId: string;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly orderId: string;
  readonly createdAt: Date;
}

/** Who claimed each key first: of each claim its own or an earlier one. */
export type FirstClaims = (claim: KeyClaim) => KeyClaim;

const PRUNE_STEP = 5_000;

/** Remembers which order an Idempotency-Key stands for. */
@Injectable()
export class IdempotencyKeyRepository {
  constructor(@InjectDatabase() private readonly db: Kysely<Tables>) {}

  /** Of several claims to one key the first counts. Waits for a transaction that claims the same key and is still open. */
  async claim(tx: Tx, claims: readonly KeyClaim[]): Promise<FirstClaims> {
    const first = new Map<string, KeyClaim>();
    let open = claims;
    // Once around, unless a key that had been taken was pruned between the two statements.
    while (open.length > 0) {
      await this.insert(tx, open);
      for (const claim of await this.find(tx, open)) first.set(nameOf(claim), claim);
      open = open.filter((claim) => !first.has(nameOf(claim)));
    }
    return (claim) => first.get(nameOf(claim))!;
  }

  /** Forgets keys that were claimed before `until`, in steps of a short transaction each. */
  async prune(until: Date): Promise<void> {
    for (;;) {
      const { numAffectedRows = 0n } = await sql`
        DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM idempotency_key WHERE created_at < ${until}
          LIMIT ${PRUNE_STEP} FOR UPDATE SKIP LOCKED))`.execute(this.db);
      if (numAffectedRows < PRUNE_STEP) return;
    }
  }

  /** Sorted, so that two transactions that claim the same keys cannot deadlock; ids sort by time, so the first claim wins. */
  private async insert(tx: Tx, claims: readonly KeyClaim[]): Promise<void> {
    await sql`
      INSERT INTO idempotency_key (customer_id, key, fingerprint, order_id, created_at)
      SELECT * FROM unnest(
        ${textArray(claims, ({ customerId }) => customerId)}::text[],
        ${textArray(claims, ({ key }) => key)}::text[],
        ${byteaArray(claims, ({ fingerprint }) => fingerprint)}::bytea[],
        ${uuidArray(claims, ({ orderId }) => orderId)}::uuid[],
        ${timestamptzArray(claims, ({ createdAt }) => createdAt)}::timestamptz[]
      ) claim (customer_id, key, fingerprint, order_id, created_at)
      ORDER BY customer_id, key, order_id
      ON CONFLICT (customer_id, key) DO NOTHING`.execute(tx);
  }

  private async find(tx: Tx, claims: readonly KeyClaim[]): Promise<KeyClaim[]> {
    const { rows } = await sql<KeyClaim>`
      SELECT customer_id AS "customerId", key, fingerprint, order_id AS "orderId", created_at AS "createdAt"
      FROM idempotency_key
      JOIN unnest(
        ${textArray(claims, ({ customerId }) => customerId)}::text[],
        ${textArray(claims, ({ key }) => key)}::text[]
      ) claim (customer_id, key) USING (customer_id, key)`.execute(tx);
    return rows;
  }
}

/** A key holds no space, so this is unambiguous. */
const nameOf = ({ key, customerId }: KeyClaim): string => `${key} ${customerId}`;
