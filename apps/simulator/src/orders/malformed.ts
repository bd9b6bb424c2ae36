import { type OrderBody } from './draw-orders.js';

/** Ways to spoil an order so that it is refused with 400. Text is sent as it is. */
export const SPOILT: readonly ((body: OrderBody) => unknown)[] = [
  ({ items }) => ({ items }),
  (body) => ({ ...body, items: [] }),
  ({ items, ...body }) => ({ ...body, items: items.map((line) => ({ ...line, quantity: 0 })) }),
  ({ items, ...body }) => ({ ...body, items: items.map((line) => ({ ...line, quantity: String(line.quantity) })) }),
  ({ items, ...body }) => ({ ...body, items: [...items, items[0]] }),
  (body) => ({ ...body, totalAmount: 12.345 }),
  (body) => JSON.stringify(body).slice(0, -2),
];
