import { eventOf, OrderCreated } from '@orderflow/contracts';
import { type Message } from 'kafkajs';
import { v7 as uuid } from 'uuid';
import { orderRequest } from './orders.js';

/** ORDER_CREATED of the n-th order, as order-api publishes it. */
export function orderCreated(n: number, hot: boolean): OrderCreated {
  const { customerId, items, totalAmount } = orderRequest(n, hot);
  return eventOf(OrderCreated, { orderId: uuid(), customerId, items: [...items], quotedTotal: totalAmount * 100 });
}

/** In the envelope of the system: CloudEvents in Kafka's binary content mode. */
export function orderCreatedMessage(n: number, hot: boolean): Message {
  const event = orderCreated(n, hot);
  const headers = {
    ce_specversion: '1.0',
    ce_id: uuid(),
    ce_source: '/order-api',
    ce_type: OrderCreated.type,
    ce_time: new Date().toISOString(),
    ce_subject: event.orderId,
    ce_dataschemaversion: String(OrderCreated.version),
    'content-type': 'application/json',
  };
  return { key: event.orderId, value: JSON.stringify(event), headers };
}
