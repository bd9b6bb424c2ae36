import { describe, expect, it } from '@jest/globals';
import { answerAtOnce, refundAtOnce } from './answer-at-once.js';
import { TransactionState, type BatchDecision, type Transaction } from './domain/index.js';
import type { ImmediateProvider, RemoteProvider } from './provider/payment-provider.js';

const charge = { items: [{ itemId: 'A', quantity: 1, unitPrice: 500 }], total: 500, currency: 'USD' };
const CHARGED: readonly TransactionState[] = [TransactionState.Charging, TransactionState.Refunded];
const transaction = (orderId: string, state: TransactionState): Transaction => ({
  id: `T-${orderId}`,
  orderId,
  customerId: `C-${orderId}`,
  state,
  voidRequested: false,
  ...(CHARGED.includes(state) && { charge }),
});
const asked: BatchDecision = {
  transactions: [
    transaction('1', TransactionState.Charging),
    transaction('2', TransactionState.Void),
    transaction('3', TransactionState.Charging),
  ],
  events: [],
};

describe('answerAtOnce', () => {
  it('lets an immediate provider decide what is to be charged, and nothing else', () => {
    const seen: object[] = [];
    const provider: ImmediateProvider = {
      kind: 'immediate',
      charge: (payment) => {
        seen.push(payment);
        return payment.orderId === '1' ? { kind: 'approved' } : { kind: 'refused', detail: 'No' };
      },
      refund: () => undefined,
    };
    const { transactions, events } = answerAtOnce(asked, provider);
    expect(transactions.map(({ orderId, state }) => [orderId, state])).toEqual([
      ['1', TransactionState.Processed],
      ['2', TransactionState.Void],
      ['3', TransactionState.Declined],
    ]);
    expect(events).toMatchObject([
      { orderId: '1', total: 500 },
      { orderId: '3', detail: 'No' },
    ]);
    expect(seen).toEqual([
      { orderId: '1', customerId: 'C-1', amount: 500, currency: 'USD' },
      { orderId: '3', customerId: 'C-3', amount: 500, currency: 'USD' },
    ]);
  });

  it('leaves the question open for a remote provider', () => {
    const never = () => Promise.reject(new Error('asked within the batch'));
    const provider: RemoteProvider = { kind: 'remote', charge: never, refund: never };
    expect(answerAtOnce(asked, provider)).toBe(asked);
  });
});

describe('refundAtOnce', () => {
  const ended: BatchDecision = {
    transactions: [transaction('1', TransactionState.Refunded), transaction('2', TransactionState.Void)],
    events: [],
  };

  it('tells an immediate provider what goes back, and nothing else', () => {
    const seen: object[] = [];
    const provider: ImmediateProvider = {
      kind: 'immediate',
      charge: () => ({ kind: 'approved' }),
      refund: (payment) => void seen.push(payment),
    };
    refundAtOnce(ended, provider);
    expect(seen).toEqual([{ orderId: '1', customerId: 'C-1', amount: 500, currency: 'USD' }]);
  });

  it('leaves a remote provider to the worker', () => {
    const asked: object[] = [];
    const ask = (payment: object) => Promise.reject(new Error(`asked ${asked.push(payment)} times within the batch`));
    refundAtOnce(ended, { kind: 'remote', charge: ask, refund: ask });
    expect(asked).toEqual([]);
  });
});
