/** The order that a customer's Idempotency-Key stands for. */
export interface IdempotencyKeyTable {
  readonly customer_id: string;
  readonly key: string;
  /** SHA-256 of the request's content: the same key with another one is refused. */
  readonly fingerprint: Buffer;
  readonly order_id: string;
  /** The order's own. */
  readonly created_at: Date;
}
