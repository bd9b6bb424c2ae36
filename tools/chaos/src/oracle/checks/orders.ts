import { OrderCancelled, OrderConfirmed, OrderCreated, OrderRejected, Topic } from '@orderflow/contracts';
import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import type { Observed, Order } from '../observed.js';
import { byOrder, publishedEvents, type OrderEvent } from '../order-events.js';

/**
 * Every order that was accepted is there, once, and has come to one end, which was published once. An order that the
 * driver did not hear of may exist: its answer was lost.
 */
export function checkOrders({ accepted, orders, log }: Observed): Finding {
  const events = byOrder(publishedEvents(log).filter(({ topic }) => topic === Topic.OrderEvents));
  const byId = new Map(orders.map((order) => [order.id, order]));
  const wrong = [
    ...accepted.flatMap(({ orderId, cancelled }) => answerFaults(orderId, cancelled, byId.get(orderId))),
    ...orders.flatMap((order) => endFaults(order, events.get(order.id) ?? [])),
    ...[...events.keys()].filter((id) => !byId.has(id)).map((id) => `${id} has events, but there is no such order`),
  ];
  if (byId.size < orders.length) wrong.push(`${orders.length - byId.size} orders are listed twice`);
  const answered = new Set(accepted.map(({ orderId }) => orderId));
  if (answered.size < accepted.length)
    wrong.push(`${accepted.length - answered.size} answers gave the id of another order`);
  const unheard = orders.filter(({ id }) => !answered.has(id)).length;
  return finding('orders', `${count(accepted.length)} accepted, ${count(unheard)} unanswered: ${ends(orders)}`, wrong);
}

function answerFaults(orderId: string, cancelled: boolean, order: Order | undefined): string[] {
  if (!order) return [`${orderId} was accepted, and is lost`];
  if (cancelled && order.status !== 'CANCELLED') return [`${orderId} was cancelled, but is ${order.status}`];
  return [];
}

/** How often each end must have been published: an order may be confirmed before it is cancelled. */
const endsAllowed: Readonly<Record<string, RegExp>> = {
  CONFIRMED: new RegExp(`^${OrderConfirmed.type}$`),
  REJECTED: new RegExp(`^${OrderRejected.type}$`),
  CANCELLED: new RegExp(`^(${OrderConfirmed.type} )?${OrderCancelled.type}$`),
};

function endFaults({ id, status }: Order, events: readonly OrderEvent[]): string[] {
  const allowed = endsAllowed[status];
  if (!allowed) return [`${id} has come to no end: ${status}`];
  const types = events.map(({ type }) => type);
  const created = types.filter((type) => type === OrderCreated.type).length;
  const told = types.filter((type) => type !== OrderCreated.type).join(' ');
  return [
    ...(created === 1 ? [] : [`${id} was published as created ${created} times`]),
    ...(allowed.test(told) ? [] : [`${id} is ${status}, but was published as ${told || 'nothing'}`]),
  ];
}

function ends(orders: readonly Order[]): string {
  const of = (status: string) => count(orders.filter((order) => order.status === status).length);
  return `${of('CONFIRMED')} confirmed, ${of('REJECTED')} rejected, ${of('CANCELLED')} cancelled`;
}
