import type { OrderCreated } from '@orderflow/contracts';
import type { Cause } from '@orderflow/messaging';
import { canonicalJson, placeOrder } from '../orders/domain/index.js';
import type { StoredOrder } from '../orders/order.table.js';
import { fingerprintOf } from './idempotency-key.js';
import type { FirstClaims, KeyClaim } from './idempotency-key.repository.js';

/** What a customer asks for; amounts in whole cents. */
export type OrderRequest = Omit<OrderCreated, 'orderId'>;

/** An order on its way into the database, with its event. */
export interface Placement {
  readonly order: StoredOrder;
  readonly event: OrderCreated;
  /** Of the event: the request that brought it. */
  readonly cause?: Cause;
  /** Only when the customer sent an Idempotency-Key. */
  readonly claim?: KeyClaim;
}

export type PlacementResult =
  /** `replayed`: as it was when it was created, by the request that used the same key first. */
  | { readonly kind: 'created' | 'replayed'; readonly order: StoredOrder }
  /** The key stands for an order with other contents. */
  | { readonly kind: 'keyReused' };

export function placementOf(
  request: OrderRequest,
  key: string | undefined,
  id: string,
  at: Date,
  cause?: Cause,
): Placement {
  const { items, quotedTotal } = request;
  const { order, event } = placeOrder(id, request, at);
  return {
    order: { ...order, items, quotedTotal, createdAt: at },
    event,
    cause,
    claim: key === undefined ? undefined : claimOf(request, key, id, at),
  };
}

function claimOf(request: OrderRequest, key: string, orderId: string, createdAt: Date): KeyClaim {
  const fingerprint = fingerprintOf(canonicalJson(request));
  return { customerId: request.customerId, key, fingerprint, orderId, createdAt };
}

/** What becomes of a placement, now that it is known who claimed its key first: it may be itself, in an earlier attempt. */
export function resultOf({ order, claim }: Placement, firstClaims: FirstClaims): PlacementResult {
  const first = claim && firstClaims(claim);
  if (!first || first.orderId === order.id) return { kind: 'created', order };
  if (!first.fingerprint.equals(claim.fingerprint)) return { kind: 'keyReused' };
  const { orderId: id, createdAt } = first;
  return { kind: 'replayed', order: { ...order, id, createdAt, statusSince: createdAt } };
}
