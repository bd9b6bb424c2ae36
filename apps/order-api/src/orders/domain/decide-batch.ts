import { decideNews, type OrderEvent, type OrderNews } from './decide.js';
import type { Order } from './order.js';

export interface BatchDecision {
  /** The orders that changed, in their last state, each once. */
  readonly orders: readonly Order[];
  /** To be published, in this order. */
  readonly events: readonly OrderEvent[];
  /** News that no correct service can have sent, or of an order that does not exist: to be counted. */
  readonly impossible: readonly OrderNews[];
}

/** Decides `news` one after the other, each on what the one before has left. Does not change `orders` (by id). */
export function decideBatch(orders: ReadonlyMap<string, Order>, news: readonly OrderNews[], at: Date): BatchDecision {
  const changed = new Map<string, Order>();
  const events: OrderEvent[] = [];
  const impossible: OrderNews[] = [];
  for (const one of news) {
    const order = changed.get(one.orderId) ?? orders.get(one.orderId);
    const decision = order && decideNews(order, one, at);
    if (!decision || decision.kind === 'impossible') impossible.push(one);
    if (decision?.kind === 'changed') changed.set(one.orderId, decision.order);
    events.push(...(decision?.events ?? []));
  }
  return { orders: [...changed.values()], events, impossible };
}
