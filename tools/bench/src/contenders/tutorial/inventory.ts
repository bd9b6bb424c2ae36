import { itemId, ITEMS, STOCK } from '../../workload/catalogue.js';
import { type OrderEvent, type Service } from './service.js';

export const inventory: Service = ({ publish }) => {
  const stock = new Map(Array.from({ length: ITEMS }, (_, n) => [itemId(n), STOCK]));
  const reserved = new Map<string, OrderEvent>();
  let events = 0;
  let units = 0;
  let sold = 0;

  return {
    subscriptions: ['order-events'],
    async onEvent(type, event) {
      events++;
      if (type === 'ORDER_CREATED') {
        const short = event.items.find(({ itemId, quantity }) => (stock.get(itemId) ?? 0) < quantity);
        if (short) {
          await publish('inventory-events', 'INVENTORY_INSUFFICIENT', { ...event, reason: `too few ${short.itemId}` });
          return;
        }
        for (const { itemId, quantity } of event.items) {
          stock.set(itemId, stock.get(itemId)! - quantity);
          units += quantity;
        }
        reserved.set(event.orderId, event);
        await publish('inventory-events', 'INVENTORY_RESERVED', event);
      }
      if (type === 'ORDER_CONFIRMED' && reserved.delete(event.orderId)) sold++;
    },
    tally: () => ({ events, units, sold }),
  };
};
