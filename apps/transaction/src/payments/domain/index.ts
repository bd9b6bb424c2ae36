export { decideAnswerBatch, decideNewsBatch, type Answered, type BatchDecision } from './decide-batch.js';
export { undoesCharge, type OrderNews, type ProviderAnswer, type TransactionEvent } from './decide.js';
export { type Charge, type Decline, type PriceList } from './price-order.js';
export { newTransaction, TransactionState, type Transaction } from './transaction.js';
