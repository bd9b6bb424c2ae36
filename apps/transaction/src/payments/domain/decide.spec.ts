import {
  CancellableStatus,
  DeclineReason,
  eventOf,
  InventoryReserved,
  OrderCancelled,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { decideAnswer, decideNews, type OrderNews } from './decide.js';
import { newTransaction, TransactionState, type Transaction } from './transaction.js';

const orderId = '01900000-0000-7000-8000-000000000001';
const id = '01900000-0000-7000-8000-000000000002';
const of = { orderId, customerId: 'CUST-123' };
const items = [{ itemId: 'A', quantity: 2, unitPrice: 500 }];
const charge = { items, total: 1_000, currency: 'USD' };
const priceList = { currency: 'USD', prices: new Map([['A', 500]]) };

const reserved = eventOf(InventoryReserved, { ...of, items: [{ itemId: 'A', quantity: 2 }] });
const cancelled = eventOf(OrderCancelled, { ...of, previousStatus: CancellableStatus.Pending });
const rejected = (reason: RejectionReason) => eventOf(OrderRejected, { ...of, reason, detail: 'For a reason' });
const timedOut = rejected(RejectionReason.TimedOut);
const ends = [cancelled, timedOut];
const approved = { kind: 'approved' } as const;
const refused = { kind: 'refused', detail: 'The card has expired' } as const;

const { New, Charging, Processed, Declined, Void, Refunded } = TransactionState;
const fresh = newTransaction({ id, ...of });
const transaction = (state: TransactionState): Transaction => ({ ...fresh, state, charge });
const unchanged = (transaction: Transaction) => ({ kind: 'unchanged', transaction, events: [] });
const processed = eventOf(OrderProcessed, { ...of, transactionId: id, ...charge });
const refunded = eventOf(OrderRefunded, { orderId, transactionId: id, ...charge });

describe('decideNews', () => {
  it('charges a reserved order at the list price', () => {
    expect(decideNews(fresh, reserved, priceList)).toEqual({
      kind: 'changed',
      transaction: transaction(Charging),
      events: [],
    });
  });

  it('declines a reserved order whose quote differs', () => {
    const decline = {
      reason: DeclineReason.QuoteMismatch,
      detail: 'The order was quoted at 0.01 but costs 10.00',
      quotedTotal: 1,
      computedTotal: 1_000,
    };
    expect(decideNews(fresh, eventOf(InventoryReserved, { ...reserved, quotedTotal: 1 }), priceList)).toEqual({
      kind: 'changed',
      transaction: { ...fresh, state: Declined, decline },
      events: [eventOf(OrderDeclined, { ...of, ...decline })],
    });
  });

  it.each(ends)('voids an order that ends before it is charged', (end) => {
    const voided = { ...fresh, state: Void };
    expect(decideNews(fresh, end, priceList)).toEqual({ kind: 'changed', transaction: voided, events: [] });
  });

  it.each(ends)('asks for a void when the order ends while it is charged', (end) => {
    const before = transaction(Charging);
    const after = { ...before, voidRequested: true };
    expect(decideNews(before, end, priceList)).toEqual({ kind: 'changed', transaction: after, events: [] });
    expect(decideNews(after, end, priceList)).toEqual(unchanged(after));
  });

  it.each(ends)('refunds an order that ends after it was charged', (end) => {
    expect(decideNews(transaction(Processed), end, priceList)).toEqual({
      kind: 'changed',
      transaction: transaction(Refunded),
      events: [refunded],
    });
  });

  it.each<[TransactionState, OrderNews[]]>([
    [New, [rejected(RejectionReason.InsufficientStock), rejected(RejectionReason.Declined)]],
    [Charging, [reserved]],
    [Processed, [reserved, rejected(RejectionReason.InsufficientStock), rejected(RejectionReason.Declined)]],
    ...[Declined, Void, Refunded].map((state): [TransactionState, OrderNews[]] => [state, [reserved, ...ends]]),
  ])('leaves a %s transaction as it is after any other event', (state, news) => {
    const before = transaction(state);
    for (const one of news) expect(decideNews(before, one, priceList)).toEqual(unchanged(before));
  });
});

describe('decideAnswer', () => {
  it('processes a charge that succeeds', () => {
    expect(decideAnswer(transaction(Charging), approved)).toEqual({
      kind: 'changed',
      transaction: transaction(Processed),
      events: [processed],
    });
  });

  it('gives a charge back at once when the order has ended meanwhile', () => {
    const before = { ...transaction(Charging), voidRequested: true };
    expect(decideAnswer(before, approved)).toEqual({
      kind: 'changed',
      transaction: { ...before, state: Refunded },
      events: [processed, refunded],
    });
  });

  it.each([false, true])('declines a charge that is refused (void requested: %s)', (voidRequested) => {
    const before = { ...transaction(Charging), voidRequested };
    const decline = { reason: DeclineReason.PaymentRefused, detail: 'The card has expired', computedTotal: 1_000 };
    expect(decideAnswer(before, refused)).toEqual({
      kind: 'changed',
      transaction: { ...before, state: Declined, decline },
      events: [eventOf(OrderDeclined, { ...of, ...decline })],
    });
  });

  it.each([New, Processed, Declined, Void, Refunded])('changes nothing of a %s transaction', (state) => {
    for (const answer of [approved, refused]) {
      expect(decideAnswer(transaction(state), answer)).toEqual(unchanged(transaction(state)));
    }
  });
});
