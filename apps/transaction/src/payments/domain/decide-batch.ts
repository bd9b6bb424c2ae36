import {
  decideAnswer,
  decideNews,
  type Decision,
  type OrderNews,
  type ProviderAnswer,
  type TransactionEvent,
} from './decide.js';
import type { PriceList } from './price-order.js';
import type { Transaction } from './transaction.js';

export interface BatchDecision {
  /** The transactions that changed, in their last state, each once. */
  readonly transactions: readonly Transaction[];
  /** To be published, in this order. */
  readonly events: readonly TransactionEvent[];
}

export interface Answered {
  readonly orderId: string;
  readonly answer: ProviderAnswer;
}

/**
 * Decides `news` one after the other, each on what the one before has left. Changes none of its arguments.
 * `transactions` by order id, one for each order of the news (a new one where nothing is known yet).
 */
export function decideNewsBatch(
  transactions: ReadonlyMap<string, Transaction>,
  news: readonly OrderNews[],
  priceList: PriceList,
): BatchDecision {
  return decideEach(transactions, news, (transaction, one) => decideNews(transaction, one, priceList));
}

/** The same for the provider's answers. */
export function decideAnswerBatch(
  transactions: ReadonlyMap<string, Transaction>,
  answers: readonly Answered[],
): BatchDecision {
  return decideEach(transactions, answers, (transaction, { answer }) => decideAnswer(transaction, answer));
}

function decideEach<Input extends { readonly orderId: string }>(
  transactions: ReadonlyMap<string, Transaction>,
  inputs: readonly Input[],
  decide: (transaction: Transaction, input: Input) => Decision,
): BatchDecision {
  const changed = new Map<string, Transaction>();
  const events: TransactionEvent[] = [];
  for (const input of inputs) {
    const before = changed.get(input.orderId) ?? transactions.get(input.orderId);
    if (!before) throw new Error(`The transaction of order ${input.orderId} was not loaded`);
    const decision = decide(before, input);
    if (decision.kind === 'changed') changed.set(input.orderId, decision.transaction);
    events.push(...decision.events);
  }
  return { transactions: [...changed.values()], events };
}
