import { eventOf, OrderCreated } from '@orderflow/contracts';
import { OrderStatus, type Order } from './order.js';

/** A new order with the event that tells of it. The request's limits have been checked at the edge. */
export function placeOrder(
  id: string,
  { customerId, items, quotedTotal }: Omit<OrderCreated, 'orderId'>,
  at: Date,
): { readonly order: Order; readonly event: OrderCreated } {
  return {
    order: { id, customerId, status: OrderStatus.Pending, statusSince: at },
    event: eventOf(OrderCreated, { orderId: id, customerId, items, quotedTotal }),
  };
}
