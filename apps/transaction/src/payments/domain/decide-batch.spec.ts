import { CancellableStatus, eventOf, InventoryReserved, OrderCancelled, OrderRefunded } from '@orderflow/contracts';
import { describe, expect, it } from '@jest/globals';
import { decideAnswerBatch, decideNewsBatch } from './decide-batch.js';
import { newTransaction, TransactionState, type Transaction } from './transaction.js';

const customerId = 'CUST-123';
const priceList = { currency: 'USD', prices: new Map([['A', 500]]) };
const fresh = (orderId: string) => newTransaction({ id: `T-${orderId}`, orderId, customerId });
const reserved = (orderId: string) =>
  eventOf(InventoryReserved, { orderId, customerId, items: [{ itemId: 'A', quantity: 1 }] });
const cancelled = (orderId: string) =>
  eventOf(OrderCancelled, { orderId, customerId, previousStatus: CancellableStatus.Pending });
const byOrder = (transactions: readonly Transaction[]) => new Map(transactions.map((one) => [one.orderId, one]));

describe('decideNewsBatch, decideAnswerBatch', () => {
  it('decide each input on what the one before has left', () => {
    const news = [reserved('1'), reserved('2'), cancelled('1'), cancelled('3'), reserved('3')];
    const asked = decideNewsBatch(byOrder(['1', '2', '3'].map(fresh)), news, priceList);
    expect(asked.transactions).toMatchObject([
      { orderId: '1', state: TransactionState.Charging, voidRequested: true },
      { orderId: '2', state: TransactionState.Charging, voidRequested: false },
      { orderId: '3', state: TransactionState.Void },
    ]);

    const approved = (orderId: string) => ({ orderId, answer: { kind: 'approved' } as const });
    const answered = decideAnswerBatch(byOrder(asked.transactions), [approved('1'), approved('2'), approved('1')]);
    expect(answered.transactions).toMatchObject([
      { orderId: '1', state: TransactionState.Refunded },
      { orderId: '2', state: TransactionState.Processed },
    ]);
    expect(answered.events).toMatchObject([{ orderId: '1' }, { orderId: '1' }, { orderId: '2' }]);
    expect(answered.events[1]).toBeInstanceOf(OrderRefunded);
  });

  it('refuse to guess about a transaction that was not loaded', () => {
    expect(() => decideNewsBatch(new Map(), [reserved('1')], priceList)).toThrow('order 1 was not loaded');
  });
});
