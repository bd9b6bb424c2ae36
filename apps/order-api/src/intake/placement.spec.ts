import { describe, expect, it } from '@jest/globals';
import type { KeyClaim } from './idempotency-key.repository.js';
import { placementOf, resultOf } from './placement.js';

const now = new Date('2026-01-01T00:01:00Z');
const earlier = new Date('2026-01-01T00:00:00Z');
const request = { customerId: 'C', items: [{ itemId: 'A', quantity: 2, unitPrice: 500 }], quotedTotal: 1_000 };
const placement = placementOf(request, 'key', '2', now);
const claimedBy = (claim: Partial<KeyClaim>) => () => ({ ...placement.claim!, ...claim });
const nobody = () => {
  throw new Error('nobody claimed a key');
};

describe('resultOf', () => {
  it('creates an order without a key', () => {
    const { order, claim } = placementOf(request, undefined, '2', now);
    expect(claim).toBeUndefined();
    expect(resultOf({ ...placement, order, claim }, nobody)).toEqual({ kind: 'created', order });
  });

  it('creates an order that claimed its key first, also when that was in an earlier attempt', () => {
    expect(resultOf(placement, claimedBy({}))).toEqual({ kind: 'created', order: placement.order });
  });

  it('replays the order that claimed the key first as it was then', () => {
    expect(resultOf(placement, claimedBy({ orderId: '1', createdAt: earlier }))).toEqual({
      kind: 'replayed',
      order: { ...placement.order, id: '1', createdAt: earlier, statusSince: earlier },
    });
  });

  it.each([
    ['quantity', { ...request, items: [{ itemId: 'A', quantity: 3, unitPrice: 500 }] }],
    ['price', { ...request, items: [{ itemId: 'A', quantity: 2 }] }],
    ['total', { ...request, quotedTotal: undefined }],
  ])('refuses a key that stands for an order with another %s', (_what, other) => {
    const { fingerprint } = placementOf(other, 'key', '1', earlier).claim!;
    expect(resultOf(placement, claimedBy({ orderId: '1', fingerprint }))).toEqual({ kind: 'keyReused' });
  });
});
