import { decideAnswerBatch, TransactionState, type BatchDecision, type Transaction } from './domain/index.js';
import { paymentOf, type PaymentProvider } from './provider/payment-provider.js';

/** With a provider that answers at once CHARGING is passed within the batch; a remote one is asked by the worker. */
export function answerAtOnce(asked: BatchDecision, provider: PaymentProvider): BatchDecision {
  if (provider.kind === 'remote') return asked;
  const charging = asked.transactions.filter(({ state }) => state === TransactionState.Charging);
  const answers = charging.map((one) => ({ orderId: one.orderId, answer: provider.charge(paymentOf(one)) }));
  const answered = decideAnswerBatch(byOrder(charging), answers);
  return {
    transactions: [...byOrder([...asked.transactions, ...answered.transactions]).values()],
    events: [...asked.events, ...answered.events],
  };
}

/** The same for refunds, which have no answer. Throws what the provider throws. */
export function refundAtOnce({ transactions }: BatchDecision, provider: PaymentProvider): void {
  if (provider.kind === 'remote') return;
  const refunded = transactions.filter(({ state }) => state === TransactionState.Refunded);
  for (const transaction of refunded) provider.refund(paymentOf(transaction));
}

const byOrder = (transactions: readonly Transaction[]): Map<string, Transaction> =>
  new Map(transactions.map((transaction) => [transaction.orderId, transaction]));
