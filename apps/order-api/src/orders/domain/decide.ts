import {
  eventOf,
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderCancelled,
  OrderConfirmed,
  type OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
  RejectionReason,
  type Shortage,
} from '@orderflow/contracts';
import { isSettled, OrderStatus, type Order, type Rejection } from './order.js';

/** What other services say about an order. */
export type OrderNews =
  InventoryReserved | InventoryInsufficient | InventoryReleased | OrderProcessed | OrderDeclined | OrderRefunded;

export type OrderEvent = OrderConfirmed | OrderRejected | OrderCancelled;

/** `order` is the state after the decision, `events` are to be published with it. */
export interface Decision<Kind> {
  readonly kind: Kind;
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

/** `impossible`: no correct service can have sent this news now; nothing changes, and it is to be counted. */
export type NewsDecision = Decision<'changed' | 'unchanged' | 'impossible'>;

/** `notCancellable`: the order is rejected already. */
export type CancelDecision = Decision<'cancelled' | 'alreadyCancelled' | 'notCancellable'>;

/**
 * The order's row is the only arbiter of its fate: the first word that settles it wins, and the other services
 * compensate. There is no order between the topics, so news may come in any order and more than once.
 */
export function decideNews(order: Order, news: OrderNews, at: Date): NewsDecision {
  if (news instanceof InventoryReleased) return stockReturned(order, at);
  if (news instanceof OrderRefunded) return refunded(order, at);
  if (isSettled(order)) return unchanged(order);
  if (news instanceof InventoryReserved) return reserve(order, at);
  if (news instanceof InventoryInsufficient) return refuse(order, news.shortages, at);
  if (news instanceof OrderProcessed) return confirm(order, news, at);
  return reject(order, { reason: RejectionReason.Declined, detail: news.detail }, at);
}

/** The customer's wish to cancel. Cancelling twice is cancelling once. */
export function decideCancel(order: Order, at: Date): CancelDecision {
  const { id: orderId, customerId, status } = order;
  if (status === OrderStatus.Cancelled) return { kind: 'alreadyCancelled', order, events: [] };
  if (status === OrderStatus.Rejected) return { kind: 'notCancellable', order, events: [] };
  return {
    kind: 'cancelled',
    order: { ...order, status: OrderStatus.Cancelled, statusSince: at },
    events: [eventOf(OrderCancelled, { orderId, customerId, previousStatus: status })],
  };
}

/** Rejects an order that is not settled, because its time is over. */
export function decideTimeout(order: Order, at: Date): NewsDecision {
  if (isSettled(order)) return unchanged(order);
  return reject(order, { reason: RejectionReason.TimedOut, detail: 'The order could not be completed in time' }, at);
}

function reserve(order: Order, at: Date): NewsDecision {
  if (order.status === OrderStatus.Reserved) return unchanged(order);
  return changed({ ...order, status: OrderStatus.Reserved, statusSince: at });
}

/** Inventory answers an order once: a reserved one cannot be refused. */
function refuse(order: Order, shortages: Shortage[], at: Date): NewsDecision {
  if (order.status === OrderStatus.Reserved) return { kind: 'impossible', order, events: [] };
  const items = shortages.length === 1 ? shortages[0]!.itemId : `${shortages.length} items`;
  return reject(
    order,
    { reason: RejectionReason.InsufficientStock, detail: `There is not enough stock of ${items}`, shortages },
    at,
  );
}

function confirm(order: Order, { transactionId, items, total, currency }: OrderProcessed, at: Date): NewsDecision {
  const { id: orderId, customerId } = order;
  return changed(
    { ...order, status: OrderStatus.Confirmed, statusSince: at, charge: { transactionId, total, currency } },
    eventOf(OrderConfirmed, { orderId, customerId, items, total, currency }),
  );
}

function reject(order: Order, rejection: Rejection, at: Date): NewsDecision {
  const { id: orderId, customerId } = order;
  return changed(
    { ...order, status: OrderStatus.Rejected, statusSince: at, rejection },
    eventOf(OrderRejected, { orderId, customerId, ...rejection }),
  );
}

function stockReturned(order: Order, at: Date): NewsDecision {
  return order.stockReturnedAt ? unchanged(order) : changed({ ...order, stockReturnedAt: at });
}

function refunded(order: Order, at: Date): NewsDecision {
  return order.refundedAt ? unchanged(order) : changed({ ...order, refundedAt: at });
}

function changed(order: Order, ...events: OrderEvent[]): NewsDecision {
  return { kind: 'changed', order, events };
}

function unchanged(order: Order): NewsDecision {
  return { kind: 'unchanged', order, events: [] };
}
