import { v7 as uuid } from 'uuid';
import { type OrderRequest } from '../../workload/orders.js';
import { type Service } from './service.js';

interface Order extends OrderRequest {
  readonly id: string;
  status: 'PENDING' | 'RESERVED' | 'CONFIRMED' | 'REJECTED';
}

export const orderApi: Service = ({ app, publish }) => {
  const orders = new Map<string, Order>();
  const confirmed: string[] = [];

  app.post('/orders', async (request, response) => {
    const { customerId, items, totalAmount } = request.body as OrderRequest;
    if (!customerId || !Array.isArray(items) || items.length === 0) {
      response.status(400).json({ error: 'customerId and items are required' });
      return;
    }
    const order: Order = { id: uuid(), customerId, items, totalAmount, status: 'PENDING' };
    orders.set(order.id, order);
    const quotedTotal = Math.round(totalAmount * 100);
    await publish('order-events', 'ORDER_CREATED', { orderId: order.id, customerId, items, quotedTotal });
    response.status(201).json(order);
  });

  app.get('/orders/:id', (request, response) => {
    const order = orders.get(request.params.id);
    if (order) response.json(order);
    else response.status(404).json({ error: 'no such order' });
  });

  // For the benchmark, which measures the time until then.
  app.get('/confirmed-from/:n', (request, response) => void response.json(confirmed.slice(Number(request.params.n))));

  return {
    subscriptions: ['inventory-events', 'transaction-events'],
    async onEvent(type, event) {
      const order = orders.get(event.orderId);
      if (!order) return;
      if (type === 'INVENTORY_RESERVED' && order.status === 'PENDING') order.status = 'RESERVED';
      if (type === 'INVENTORY_INSUFFICIENT' || type === 'ORDER_DECLINED') {
        order.status = 'REJECTED';
        await publish('order-events', 'ORDER_REJECTED', event);
      }
      if (type === 'ORDER_PROCESSED') {
        order.status = 'CONFIRMED';
        confirmed.push(order.id);
        await publish('order-events', 'ORDER_CONFIRMED', event);
      }
    },
    tally: () => ({ accepted: orders.size, confirmed: confirmed.length }),
  };
};
