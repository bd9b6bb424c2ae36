import {
  DeclineReason,
  eventOf,
  InventoryReserved,
  OrderCancelled,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  type OrderRejected,
  RejectionReason,
} from '@orderflow/contracts';
import { priceOrder, type Decline, type PriceList } from './price-order.js';
import { TransactionState, type Transaction } from './transaction.js';

export type OrderNews = InventoryReserved | OrderCancelled | OrderRejected;

export type TransactionEvent = OrderProcessed | OrderDeclined | OrderRefunded;

/** What the payment provider says; `detail` is a sentence for people. */
export type ProviderAnswer = { readonly kind: 'approved' } | { readonly kind: 'refused'; readonly detail: string };

/** `transaction` is the state after the decision, `events` are to be published with it. */
export interface Decision {
  readonly kind: 'changed' | 'unchanged';
  readonly transaction: Transaction;
  readonly events: readonly TransactionEvent[];
}

/** A transaction that comes to CHARGING is an intent: the provider is to be asked, and its answer decided. */
export function decideNews(transaction: Transaction, news: OrderNews, priceList: PriceList): Decision {
  if (news instanceof InventoryReserved) return charge(transaction, news, priceList);
  return undoesCharge(news) ? undo(transaction) : unchanged(transaction);
}

/** The answer to CHARGING; another answer to the same question changes nothing. */
export function decideAnswer(transaction: Transaction, answer: ProviderAnswer): Decision {
  if (transaction.state !== TransactionState.Charging) return unchanged(transaction);
  if (answer.kind === 'refused') {
    const { detail } = answer;
    const computedTotal = transaction.charge?.total;
    return decline(transaction, { reason: DeclineReason.PaymentRefused, detail, computedTotal });
  }
  const processed = changed({ ...transaction, state: TransactionState.Processed }, processedOf(transaction));
  if (!transaction.voidRequested) return processed;
  const refunded = refund(processed.transaction);
  return { ...refunded, events: [...processed.events, ...refunded.events] };
}

/** A rejection for want of stock, or because of a decline, ends an order that nobody charges. */
export function undoesCharge(end: OrderCancelled | OrderRejected): boolean {
  return end instanceof OrderCancelled || end.reason === RejectionReason.TimedOut;
}

function charge(transaction: Transaction, reserved: InventoryReserved, priceList: PriceList): Decision {
  if (transaction.state !== TransactionState.New) return unchanged(transaction);
  const pricing = priceOrder(reserved, priceList);
  if (pricing.kind === 'declined') return decline(transaction, pricing.decline);
  return changed({ ...transaction, state: TransactionState.Charging, charge: pricing.charge });
}

/** The order has ended: nothing is charged any more, and what was charged goes back. */
function undo(transaction: Transaction): Decision {
  switch (transaction.state) {
    case TransactionState.New:
      return changed({ ...transaction, state: TransactionState.Void });
    case TransactionState.Charging:
      return transaction.voidRequested ? unchanged(transaction) : changed({ ...transaction, voidRequested: true });
    case TransactionState.Processed:
      return refund(transaction);
    case TransactionState.Declined:
    case TransactionState.Void:
    case TransactionState.Refunded:
      return unchanged(transaction);
  }
}

function decline(transaction: Transaction, decline: Decline): Decision {
  const { orderId, customerId } = transaction;
  return changed(
    { ...transaction, state: TransactionState.Declined, decline },
    eventOf(OrderDeclined, { orderId, customerId, ...decline }),
  );
}

function refund(transaction: Transaction): Decision {
  const { orderId, id: transactionId } = transaction;
  return changed(
    { ...transaction, state: TransactionState.Refunded },
    eventOf(OrderRefunded, { orderId, transactionId, ...chargeOf(transaction) }),
  );
}

function processedOf(transaction: Transaction): OrderProcessed {
  const { orderId, customerId, id: transactionId } = transaction;
  return eventOf(OrderProcessed, { orderId, customerId, transactionId, ...chargeOf(transaction) });
}

function chargeOf({ orderId, charge }: Transaction) {
  if (!charge) throw new Error(`The transaction of order ${orderId} is charged without an amount`);
  return { ...charge, items: [...charge.items] };
}

function changed(transaction: Transaction, ...events: TransactionEvent[]): Decision {
  return { kind: 'changed', transaction, events };
}

function unchanged(transaction: Transaction): Decision {
  return { kind: 'unchanged', transaction, events: [] };
}
